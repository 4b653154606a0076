package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Warning;
import io.threadpoolctl.internal.product.FamilyFailedException;
import io.threadpoolctl.internal.product.PooledLibrary;
import io.threadpoolctl.spi.ThreadControl;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One number inside a library that can be set, or of several libraries that share it: of the process ({@link ProcessValue})
 * or one for each thread ({@link ThreadValue}).
 */
abstract class NativeValue {

    /** Stands for no request, no cap, no limit. */
    static final int NONE = 0;

    /** Stands for a request of a fair part of the processors. */
    static final int SHARE = -1;

    /** Its place among the {@link NativeValues}. */
    final int index;

    final ThreadControl control;
    private final Warnings warnings;
    private final Processors processors;
    private volatile List<PooledLibrary> libraries;
    private volatile boolean honoured;
    private volatile int most = Integer.MAX_VALUE;
    private final LongAdder notHonoured = new LongAdder();
    private final LongAdder changedByOthers = new LongAdder();

    NativeValue(int index, PooledLibrary first, Warnings warnings, Processors processors) {
        this.index = index;
        this.warnings = warnings;
        this.processors = processors;
        this.control = first.control();
        this.libraries = List.of(first);
        this.honoured = control.obstacle() == null;
    }

    /** Whether what is set here holds for the calling thread only. */
    abstract boolean belongsToThread();

    /** An owner's request of this value, which asks for nothing yet. */
    abstract Request newRequest(Owner owner);

    /**
     * Says what operators and the configuration hold it at, whoever has a scope open. If this throws, it is to be said again.
     *
     * @param change of several that come at once, the one with the largest number counts
     * @param cap the smallest cap, or {@link #NONE}
     * @param limit the smallest limit of the process, or {@link #NONE}
     */
    abstract void stand(int change, int cap, int limit);

    /**
     * Sets what threads get that have set nothing, where the library has such a value. It may make a thread, so it is not to
     * be called while somebody enters a scope.
     */
    abstract void setProcessDefault();

    /** The smallest cap. */
    abstract int cap();

    /** What the smallest limit of the process asks for. */
    abstract int limit();

    /** What it is at this moment, for a snapshot; {@code null} for a value that each thread has for itself. */
    abstract @Nullable Reading reading();

    /** Looks whether it is as it should be, and puts right what is wider. Does nothing for a value of threads. */
    abstract void check();

    /**
     * Gives the library back to the loader if nothing was asked of it for a while.
     *
     * @param now by {@link System#nanoTime}
     * @param patienceNanos how long a while is
     */
    IdleState giveBackIfIdle(long now, long patienceNanos) {
        return IdleState.KEPT;
    }

    /** To be called when it is no longer among the values, since its library is gone. */
    void retire() {}

    /** Whether all its libraries are gone. */
    boolean isGone() {
        return libraries.stream().allMatch(PooledLibrary::isGone);
    }

    /** What became of the libraries of a value for which nothing may have been asked for a while. */
    enum IdleState {
        /** They stay. */
        KEPT,
        /** They may be given back later. */
        WAITING,
        /** They were given back just now, or are gone. */
        GIVEN_BACK
    }

    List<PooledLibrary> libraries() {
        return libraries;
    }

    String path() {
        return libraries.get(0).filepath();
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

    /** Whether a limit to this number comes out as a smaller one than the library would otherwise use. */
    boolean isNarrowed(int threads) {
        int admissible = admissible(threads);
        return admissible < threads && admissible < admissible(Integer.MAX_VALUE);
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

    /** An owner's part of the processors. */
    int part(int shares) {
        return admissible(processors.part(shares));
    }

    /** Whether the library followed when it was last set. */
    boolean honoured() {
        return honoured;
    }

    /** What the library says now; {@code null} if it does not tell, fails to, or tells nonsense. */
    @Nullable
    Integer threadsNow() {
        return libraries.get(0).threads();
    }

    /** Reads back what was set, and what it became. */
    @Nullable
    Integer readBack(int wanted) {
        Integer seen = threadsNow();
        honoured = seen == null || seen <= wanted;
        if (!honoured) {
            notHonoured.increment();
            tell(Warning.Kind.NOT_HONOURED, "was limited to " + wanted + " threads but still uses up to " + seen);
        } else if (seen != null && seen < wanted) {
            most = control.isUpperBound() ? seen : Math.min(most, seen);
        }
        return seen;
    }

    /** What becomes of a number when the library is set to it, as far as was seen. */
    int becomes(int asked) {
        return Math.min(asked, most);
    }

    /** To be called when the library cannot be set at present. */
    void notSettable() {
        leftAlone();
        tell(Warning.Kind.NOT_HONOURED, "cannot be limited at present and is left alone");
    }

    /** To be called when the library is not set because of the thread that asks. */
    void leftAlone() {
        honoured = false;
        notHonoured.increment();
    }

    /** Other code was seen to have set what this held. */
    void changedByOthers(int ours, int theirs) {
        honoured = theirs <= ours;
        changedByOthers.increment();
        tell(
                Warning.Kind.CHANGED_BY_OTHERS,
                "was set to " + theirs + " threads by other code while it was held at " + ours + "; "
                        + (theirs > ours ? "it is put back to " + ours : "that is narrower and is left as it is")
                        + ", and when the last scope closes it gets back what it had before the first");
    }

    /** Threads without a scope were seen to use more than the process is limited to. */
    void notForAllThreads(int limit, int seen) {
        tell(Warning.Kind.NOT_FOR_ALL_THREADS, UnreachedThreads.sentence(libraries, limit, seen));
    }

    abstract void countSetterCall();

    /** How often the native setter was called. */
    abstract long setterCalls();

    /** How often the library did not follow, or could not be set. */
    long timesNotHonoured() {
        return notHonoured.sum();
    }

    /** How often other code was seen to have set the library while it was limited. */
    long timesChangedByOthers() {
        return changedByOthers.sum();
    }

    /** Takes note of a native failure; it is said once the locks are open. */
    void wentWrong(Throwable failure) {
        if (failure instanceof FamilyFailedException) {
            return; // that was told where it happened
        }
        String path = path();
        warnings.add(
                Warning.Kind.SETTER_FAILED,
                path,
                "The thread count of " + path + " could not be set: " + failure + ". Its pool may be wider or narrower"
                        + " than it should be.");
    }

    private void tell(Warning.Kind kind, String what) {
        String path = path();
        if (!warnings.has(kind, path)) {
            warnings.add(kind, path, path + " " + what + ".");
        }
    }

    /** The smaller of two numbers, of which {@link #NONE} is no number. */
    static int smaller(int one, int other) {
        return one == NONE ? other : other == NONE ? one : Math.min(one, other);
    }

    /**
     * A value of the process at one moment.
     *
     * @param threads the native value
     * @param baseline the value when no scope is open
     * @param owners how many owners have a request
     */
    record Reading(@Nullable Integer threads, @Nullable Integer baseline, int owners) {}
}
