package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Warning;
import io.threadpoolctl.internal.product.PooledLibrary;
import io.threadpoolctl.spi.ThreadControl;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ledger: one value that can be limited, of one library or of several that share it.
 *
 * <p>A request is a number of threads, or {@link #SHARE}, or {@link #NONE}.
 */
public abstract class Line {

    static final int NONE = 0;
    static final int SHARE = -1;

    final int index;
    final ThreadControl control;
    private final Warnings warnings;
    private volatile List<PooledLibrary> libraries;
    final Caps caps = new Caps();
    private volatile boolean honoured;
    private final LongAdder setterCalls = new LongAdder();
    private final LongAdder notHonoured = new LongAdder();
    private final LongAdder changedByOthers = new LongAdder();

    Line(int index, PooledLibrary first, Warnings warnings) {
        this.index = index;
        this.warnings = warnings;
        this.control = first.control();
        this.libraries = List.of(first);
        this.honoured = control.obstacle() == null;
    }

    /** Whether what is set here holds for the calling thread only. */
    abstract boolean belongsToThread();

    /**
     * Replaces an owner's request by another and notes it in {@link Owner#posted}, unless the library cannot be set at
     * present. If this throws, what stands there holds: the old request, or that there is none.
     */
    abstract void change(Owner owner, int from, int to);

    /** Replaces a standing request, which belongs to no thread, by another. If it throws, the old one stands. */
    abstract void cap(int from, int to);

    List<PooledLibrary> libraries() {
        return libraries;
    }

    void add(PooledLibrary library) {
        List<PooledLibrary> more = new ArrayList<>(libraries);
        more.add(library);
        libraries = List.copyOf(more);
    }

    /** The largest number up to this one that harms none of the libraries. */
    int admissible(int threads) {
        int admissible = threads;
        for (PooledLibrary library : libraries) {
            admissible = library.control().admissible(admissible);
        }
        return admissible;
    }

    /** What keeps {@link #admissible} below this number. */
    String restriction(int threads) {
        return libraries.stream()
                .map(PooledLibrary::control)
                .filter(control -> control.admissible(threads) < threads)
                .map(ThreadControl::restriction)
                .findFirst()
                .orElse("");
    }

    /** Whether the library followed when it was last set. */
    boolean honoured() {
        return honoured;
    }

    /** What the library says now; {@code null} if it does not tell or fails to. */
    @Nullable
    Integer threadsNow() {
        try {
            return control.threads();
        } catch (RuntimeException | LinkageError e) {
            return null;
        }
    }

    /** Reads back what was set, and what it became. */
    @Nullable
    Integer readBack(int wanted) {
        Integer seen = threadsNow();
        honoured = seen == null || seen <= wanted;
        if (!honoured) {
            notHonoured.increment();
            tell(Warning.Kind.NOT_HONOURED, "was limited to " + wanted + " threads but still uses up to " + seen);
        }
        return seen;
    }

    /** To be called when the library cannot be set at present. */
    void notSettable() {
        honoured = false;
        notHonoured.increment();
        tell(Warning.Kind.NOT_HONOURED, "cannot be limited at present and is left alone");
    }

    /** To be called when the library is not set because of the thread that asks. */
    void leftAlone() {
        honoured = false;
        notHonoured.increment();
    }

    void changedByOthers(int ours, int theirs) {
        changedByOthers.increment();
        tell(
                Warning.Kind.CHANGED_BY_OTHERS,
                "was set to " + theirs + " threads by other code while limit scopes held it at " + ours
                        + "; when the last scope closes it gets back what it had before the first");
    }

    void countSetterCall() {
        setterCalls.increment();
    }

    /** How often the native setter was called. */
    long setterCalls() {
        return setterCalls.sum();
    }

    /** How often the library did not follow, or could not be set. */
    long timesNotHonoured() {
        return notHonoured.sum();
    }

    /** How often other code was seen to have set the library while it was limited. */
    long timesChangedByOthers() {
        return changedByOthers.sum();
    }

    private void tell(Warning.Kind kind, String what) {
        String path = libraries.get(0).filepath();
        if (!warnings.has(kind, path)) {
            warnings.add(kind, path, path + " " + what + ".");
        }
    }

    /** An owner's part of the processors. */
    int part(int shares) {
        return admissible(Math.max(1, Runtime.getRuntime().availableProcessors() / Math.max(1, shares)));
    }
}
