package io.threadpoolctl.internal.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread at a time look for libraries.
 *
 * <p>No lock of the JDK, since these make further calls once they are taken: at the end of a stack such a lock can stay taken
 * for ever. Here one atomic step takes the gate, and a write without any call opens it again.
 */
final class ScanGate {

    private static final long NAP_NANOS = 50_000;
    private static final VarHandle HOLDER = find();

    /** Who has taken it. To be opened in a {@code finally}, which must call nothing: see {@link #looks}. */
    volatile @Nullable Thread holder;

    /** A look for which somebody has lost patience, so that nobody else waits for it as well. */
    private volatile int givenUp = -1;

    /** The look whose findings all can see, although it is not over: there is nothing to wait for. */
    private volatile int published = -1;

    /** How many looks there were; to be counted up by whoever is about to open the gate, before. */
    volatile int looks;

    private static VarHandle find() {
        try {
            return MethodHandles.lookup().findVarHandle(ScanGate.class, "holder", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isHeldByThisThread() {
        return holder == Thread.currentThread();
    }

    boolean isHeld() {
        return holder != null;
    }

    /** To be called by the holder when all can see what was found. */
    void publish() {
        published = looks;
    }

    /** Whether somebody is looking whose findings cannot be seen yet. */
    boolean isLooking() {
        return holder != null && !isPublished();
    }

    /** Whether somebody is looking who only has things left to do for which nobody has to wait. */
    boolean isPublished() {
        return holder != null && published == looks;
    }

    /** Takes the gate if it is open. */
    boolean tryEnter() {
        return holder == null && HOLDER.compareAndSet(this, null, Thread.currentThread());
    }

    /** Takes the gate as soon as it is open. */
    void enter() {
        while (!tryEnter()) {
            LockSupport.parkNanos(this, NAP_NANOS);
        }
    }

    /**
     * Takes the gate as soon as it is open, if that is soon enough.
     *
     * @param nanos how long it may take
     * @param busyNanos the same while the look is {@code busy} with what may take its time
     * @param enough whether what the look has made public is enough, so that its end need not be waited for
     * @return whether it was; if not, nobody waits any more for the look that goes on
     */
    boolean enterWithin(long nanos, long busyNanos, BooleanSupplier busy, BooleanSupplier enough) {
        int look = looks;
        long start = System.nanoTime();
        while (!tryEnter()) {
            if (givenUp == looks || (isPublished() && enough.getAsBoolean())) {
                return false;
            }
            long waited = System.nanoTime() - start;
            if ((waited >= nanos || (waited >= busyNanos && busy.getAsBoolean())) && look == looks) {
                givenUp = look;
                return false;
            }
            if (look != looks) {
                look = looks;
                start = System.nanoTime();
            }
            LockSupport.parkNanos(this, NAP_NANOS);
        }
        return true;
    }
}
