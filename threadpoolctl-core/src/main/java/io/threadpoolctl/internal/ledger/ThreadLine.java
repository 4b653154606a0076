package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.internal.product.PooledLibrary;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A line whose value belongs to the calling thread. Each owner has its own; what it replaced is kept with the owner. So
 * {@link #change} must be called by the owner's own thread.
 */
final class ThreadLine extends Line {

    private final AtomicInteger shares = new AtomicInteger();

    /** The value that was last seen to be followed. Threads may overwrite each other's: it only spares reading back. */
    private int followed = NONE;

    private int configured = NONE;
    private int found = NONE;

    ThreadLine(int index, PooledLibrary first, Warnings warnings) {
        super(index, first, warnings);
    }

    @Override
    boolean belongsToThread() {
        return true;
    }

    @Override
    void change(Owner owner, int from, int to) {
        if (!control.settable()) {
            notSettable();
            return;
        }
        int share = to == SHARE ? shares.incrementAndGet() : 0;
        try {
            apply(owner, from, to == SHARE ? part(share) : to);
            owner.posted[index] = to;
        } catch (RuntimeException | Error e) {
            leaveShare(to);
            throw e;
        }
        leaveShare(from);
    }

    /**
     * Sets what threads get that hold no limit of their own; {@link #NONE} puts back what was found. Libraries without such
     * a value are left alone; one that cannot be asked yet is tried again next time. One thread at a time.
     */
    void configure(int threads) {
        if (threads == configured) {
            return;
        }
        if (threads == NONE) {
            control.setProcessDefault(found);
            configured = NONE;
            return;
        }
        Integer before = PooledLibrary.seenByFreshThread(libraries()).get(0).numThreads();
        if (before != null) {
            found = configured == NONE ? before : found;
            control.setProcessDefault(threads);
            configured = threads;
        }
    }

    /** What an owner whose thread is gone still counts for. */
    void forget(int request) {
        leaveShare(request);
    }

    private void apply(Owner owner, int from, int wanted) {
        countSetterCall();
        if (wanted == NONE) {
            control.restore(owner.replaced[index]);
            return;
        }
        int capped = caps.applyTo(wanted);
        long replaced = control.limit(capped);
        try {
            if (followed != capped) {
                readBack(capped);
                followed = capped;
            }
        } catch (RuntimeException | Error e) {
            control.restore(replaced);
            throw e;
        }
        if (from == NONE) {
            owner.replaced[index] = replaced;
        }
    }

    /**
     * Sets the calling thread, which has no scope open.
     *
     * @return what was replaced, {@code null} if the thread had this number already
     */
    @Nullable
    Long setOutsideScopes(int threads) {
        int capped = caps.applyTo(threads);
        Integer now = control.threads();
        if (now != null && now == capped) {
            return null;
        }
        countSetterCall();
        return control.limit(capped);
    }

    /** Holds for every value that is set from now on. */
    @Override
    void cap(int from, int to) {
        caps.exchange(from, to, this);
    }

    private void leaveShare(int request) {
        if (request == SHARE) {
            shares.decrementAndGet();
        }
    }
}
