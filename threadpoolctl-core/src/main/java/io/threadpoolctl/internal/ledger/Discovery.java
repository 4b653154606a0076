package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Warning;
import io.threadpoolctl.internal.binding.StackRoom;
import io.threadpoolctl.internal.product.PooledLibrary;
import io.threadpoolctl.spi.LibraryFamily;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * Looks for libraries, one thread at a time, and hands over those that are new.
 *
 * <p>Families of the user's run while the gate is held, and may take their time or call back into this project: a thread
 * that looks already does not look again, and others do not wait for it for ever.
 *
 * <p>Nothing is begun where the stack is about to end: what Java links there for the first time may be lost for good, and the
 * {@link LinkageError} would be taken for a library's fault.
 *
 * <p>The gate is opened by writes alone, here and not in a method of its own, since at the end of the stack even the call of
 * that method may fail.
 */
final class Discovery {

    private static final long BUSY_NANOS = 100_000_000;

    private final LibrarySource source;
    private final Warnings warnings;
    private final long patienceNanos;
    private final BiConsumer<List<PooledLibrary>, List<PooledLibrary>> found;
    private final ScanGate gate = new ScanGate();
    private final Set<PooledLibrary> known = new HashSet<>(); // guarded by the gate

    /** Whether the gate is held for more than a look, until the end of which all have to wait. */
    private boolean isWaitedFor; // guarded by the gate

    /** Whether the last look was broken off. Written while the gate is held. */
    private volatile boolean incomplete;

    /**
     * @param patienceNanos how long the opening of a scope may wait for a thread that is looking
     * @param found takes what is new and what is gone, which may be nothing, while the gate is held
     */
    Discovery(
            LibrarySource source,
            Warnings warnings,
            long patienceNanos,
            BiConsumer<List<PooledLibrary>, List<PooledLibrary>> found) {
        this.source = source;
        this.warnings = warnings;
        this.patienceNanos = patienceNanos;
        this.found = found;
    }

    /**
     * Looks if anything may have been loaded. If another thread is looking, waits for what it finds: a scope that was opened
     * meanwhile would know nothing of a library that is there.
     */
    void lookIfLoaded() {
        // In this order: the source tells a load to one thread only, and that one holds the gate until it is through.
        if ((mayHaveChanged() || gate.isLooking()) && !gate.isHeldByThisThread()) {
            StackRoom.requireForFirstUse();
            Thread caller = Thread.currentThread();
            try {
                if (enter(() -> !mayHaveChanged()) && mayHaveChanged()) {
                    scan();
                }
            } finally {
                if (gate.holder == caller) {
                    int next = gate.looks + 1;
                    gate.looks = next;
                    gate.holder = null;
                }
            }
            warnings.log();
        }
    }

    /**
     * Looks if nobody else is looking, and anything may have been loaded.
     *
     * @param anyway whether to look even if nothing was loaded, for what is gone
     */
    void lookIfIdle(boolean anyway) {
        if ((anyway || mayHaveChanged()) && !gate.isHeldByThisThread()) {
            StackRoom.requireForFirstUse();
            Thread caller = Thread.currentThread();
            try {
                if (gate.tryEnter()) {
                    scan();
                }
            } finally {
                if (gate.holder == caller) {
                    int next = gate.looks + 1;
                    gate.looks = next;
                    gate.holder = null;
                }
            }
        }
    }

    /** Whether somebody is looking now. */
    boolean isLooking() {
        return gate.isHeld();
    }

    /** A family of the user's may take its time, which is not that of others. */
    private boolean enter(BooleanSupplier enough) {
        return gate.enterWithin(patienceNanos, Math.min(BUSY_NANOS, patienceNanos), source::isAskingOwnFamily, enough);
    }

    /** To be called when all can see what a look has found; what that look has left to do is waited for by nobody. */
    void publish() {
        if (!isWaitedFor) {
            gate.publish();
        }
    }

    private boolean mayHaveChanged() {
        return (incomplete && !gate.isPublished()) || source.mayHaveChanged();
    }

    /** Looks now; if another thread does not come to an end with that, what is known has to do. */
    void look() {
        if (gate.isHeldByThisThread()) {
            return;
        }
        Thread caller = Thread.currentThread();
        try {
            if (enter(() -> false)) {
                scan();
            }
        } finally {
            if (gate.holder == caller) {
                int next = gate.looks + 1;
                gate.looks = next;
                gate.holder = null;
            }
        }
        warnings.log();
    }

    /** Adds a family and looks again at everything that is loaded. */
    void register(LibraryFamily family) {
        alone(() -> {
            source.register(family);
            scan();
        });
    }

    /** Runs something while nobody looks; within a look, does nothing. */
    void alone(Runnable action) {
        if (gate.isHeldByThisThread()) {
            return;
        }
        Thread caller = Thread.currentThread();
        try {
            gate.enter();
            isWaitedFor = true;
            action.run();
        } finally {
            if (gate.holder == caller) {
                isWaitedFor = false;
                int next = gate.looks + 1;
                gate.looks = next;
                gate.holder = null;
            }
        }
        warnings.log();
    }

    /** To be called while the gate is held. */
    void scan() {
        incomplete = true;
        try {
            Set<PooledLibrary> present = new LinkedHashSet<>(source.scan());
            List<PooledLibrary> appeared =
                    present.stream().filter(library -> !known.contains(library)).toList();
            List<PooledLibrary> gone = known.stream()
                    .filter(library -> !present.contains(library) && library.isGoneAfterAll())
                    .toList();
            found.accept(appeared, gone);
            known.addAll(appeared);
            if (!gone.isEmpty()) {
                source.forget(gone);
                gone.forEach(known::remove);
            }
            incomplete = false;
        } catch (VirtualMachineError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            incomplete = false; // it would fail in the same way again at every call
            warnings.add(
                    Warning.Kind.NOT_EXAMINED,
                    null,
                    "The loaded libraries could not be listed; those known stay known: " + e);
        }
    }
}
