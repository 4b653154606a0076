package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Reach;
import io.threadpoolctl.ScopeTimes;
import io.threadpoolctl.Warning;
import io.threadpoolctl.internal.product.PooledLibrary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Who has asked for what, and what is in force. One for the process, because thread counts are state of the process.
 *
 * <p><b>Words.</b> An {@link Owner} is a thread with its open {@link Scope scopes}. A {@link Line} is one native value that
 * can be limited. For each line an owner has at most one <em>request</em>: that of its newest open scope that limits the
 * line. A {@link ProcessLine} puts the smallest request of all owners in force, a {@link ThreadLine} each owner's own on
 * its own thread.
 *
 * <p><b>Invariants</b>, whenever nobody is between two steps:
 *
 * <ol>
 *   <li>no request on a line: its native value is the baseline, in the library's own terms;
 *   <li>otherwise its native value is the smallest request of all owners (process) or the owner's request (thread);
 *   <li>an open that throws has changed nothing.
 * </ol>
 *
 * <p><b>Locks</b>, in this order, none of them held while user code or a logger runs:
 *
 * <ol>
 *   <li>the lock of the scan for libraries ({@link Engine}), which an opening waits for only if libraries have been loaded,
 *       and not for ever;
 *   <li>the owner's monitor, for its scopes and requests; contended only when another thread closes its scope, counts them
 *       or brings them under a new library;
 *   <li>the ledger's one lock, for all process lines together, held for bookkeeping and native setters only.
 * </ol>
 *
 * <p><b>Without the lock.</b> If a process line is in force at exactly the value a new owner asks for, because others ask
 * for it too, one compare-and-set counts it in, and another counts it out while others remain. Nobody can be misled by
 * that: whoever decides about a value first takes the count in hand, and then these steps fail over to the lock.
 *
 * <p><b>New libraries.</b> {@link #adopt} publishes the new lines first and then visits every owner. An owner enters
 * {@link Owners} before it first reads the lines, so either it reads the new ones or it is visited.
 */
public final class Ledger {

    private final Object lock = new Object();
    private final Owners owners = new Owners();
    private final ScopeTimer times = new ScopeTimer();
    private final AtomicInteger capChanges = new AtomicInteger();
    private final Warnings warnings;

    @SuppressWarnings("ThreadLocalUsage") // there is one ledger in a process, and several in tests
    private final ThreadLocal<Owner> current = ThreadLocal.withInitial(this::newOwner);

    private volatile Lines lines = Lines.EMPTY;

    public Ledger(Warnings warnings) {
        this.warnings = warnings;
    }

    public Lines lines() {
        return lines;
    }

    public Owners owners() {
        return owners;
    }

    public ScopeTimes measureScopes() {
        times.measure();
        return times;
    }

    ScopeTimer times() {
        return times;
    }

    /** How often a cap has changed: what threads have set outside scopes must be set anew then. */
    public int capChanges() {
        return capChanges.get();
    }

    public void capChanged() {
        capChanges.incrementAndGet();
    }

    /** The calling thread as an owner. */
    public Owner owner() {
        return current.get();
    }

    /**
     * Adds lines for libraries that have appeared and brings all open scopes under them. One thread at a time.
     *
     * @return the lines that are new
     */
    public List<Line> adopt(List<PooledLibrary> appeared) {
        List<Line> all = new ArrayList<>(lines.all());
        List<Line> added = new ArrayList<>();
        for (PooledLibrary library : appeared) {
            try {
                Object cell = library.control().cell();
                all.stream()
                        .filter(line -> line.control.cell().equals(cell))
                        .findFirst()
                        .ifPresentOrElse(line -> line.add(library), () -> {
                            Line line = newLine(all.size(), library);
                            all.add(line);
                            added.add(line);
                        });
            } catch (RuntimeException | LinkageError e) {
                String path = library.filepath();
                warnings.add(Warning.Kind.NOT_EXAMINED, path, path + " could not be examined and is left alone: " + e);
            }
        }
        Lines published = new Lines(List.copyOf(all));
        lines = published;
        for (Owner owner : owners.all()) {
            owner.renew(published);
        }
        return added;
    }

    /** What holds in the process lines among these at one moment. */
    public Map<Line, ProcessLine.Reading> readings(Lines of) {
        Map<Line, ProcessLine.Reading> readings = new HashMap<>();
        synchronized (lock) {
            for (Line line : of.all()) {
                if (line instanceof ProcessLine processLine) {
                    readings.put(line, processLine.reading());
                }
            }
        }
        return readings;
    }

    /** Takes note that limits could not be applied to libraries that have appeared. */
    public void notRenewed(Limits limits, RuntimeException failure) {
        warnings.add(
                Warning.Kind.NOT_EXAMINED,
                null,
                "Open scopes (" + limits
                        + ") do not limit the libraries that were loaded since, because the condition that"
                        + " selects libraries for them failed: " + failure);
    }

    /** Takes note of a native failure; it is said once the locks are open. */
    public void wentWrong(Line line, Throwable failure) {
        String path = line.libraries().get(0).filepath();
        warnings.add(
                Warning.Kind.SETTER_FAILED,
                path,
                "The thread count of " + path + " could not be set: " + failure + ". Its pool may be wider or narrower"
                        + " than it should be.");
    }

    /** Takes note that a scope was closed by another thread than its owner's. */
    public void closedElsewhere(Owner owner) {
        if (!warnings.has(Warning.Kind.CLOSED_ELSEWHERE, null)) {
            Thread thread = owner.thread();
            warnings.add(
                    Warning.Kind.CLOSED_ELSEWHERE,
                    null,
                    "A limit scope of the thread "
                            + (thread == null ? "that has ended" : "\"" + thread.getName() + "\"")
                            + " was closed by the thread \""
                            + Thread.currentThread().getName() + "\" at "
                            + Place.outside() + ". What it limited in the owner's thread alone stays limited until that"
                            + " thread next enters or leaves a scope; close scopes where they are opened.");
        }
    }

    /** Takes note that a scope was never closed. */
    public void forgotten(Limits limits, @Nullable String place) {
        String subject = place == null ? limits.toString() : place;
        warnings.add(
                Warning.Kind.NEVER_CLOSED,
                null,
                subject,
                "A limit scope (" + limits + ") was never closed by the code that opened it"
                        + (place == null ? "; where that was is noted from now on" : " at " + place)
                        + ". It was closed now; open scopes with try-with-resources.");
    }

    public void tellWhatWentWrong() {
        warnings.log();
    }

    private Line newLine(int index, PooledLibrary library) {
        return library.control().reach() == Reach.THREAD
                ? new ThreadLine(index, library, warnings)
                : new ProcessLine(index, library, warnings, lock);
    }

    private Owner newOwner() {
        Owner owner = new Owner(this, Thread.currentThread());
        if (owner.isVirtual()) {
            return owner;
        }
        Owner known = owners.of(Thread.currentThread());
        if (known != null) {
            return known; // the common pool erases the thread-locals of its workers between tasks
        }
        forgetDeadOwners();
        owners.add(owner);
        return owner;
    }

    /** New threads pay for those that are gone. */
    public void forgetDeadOwners() {
        int scopes = owners.forgetDead();
        if (scopes > 0) {
            warnings.add(
                    Warning.Kind.NEVER_CLOSED,
                    null,
                    "A thread ended and left " + scopes
                            + " limit scope(s) open. They were closed for it; close every scope"
                            + " with try-with-resources.");
        }
    }
}
