package io.threadpoolctl;

import io.threadpoolctl.library.PooledLibrary;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A line whose value belongs to the calling thread. Each owner has its own; what it replaced is kept with the owner. So
 * {@link #change} must be called by the owner's own thread.
 */
final class ThreadLine extends Line {

    private final AtomicInteger shares = new AtomicInteger();

    ThreadLine(int index, PooledLibrary first, Warnings warnings) {
        super(index, first, warnings);
    }

    @Override
    boolean belongsToThread() {
        return true;
    }

    @Override
    int change(Owner owner, int from, int to) {
        if (!control.settable()) {
            notSettable();
            return from;
        }
        int share = to == SHARE ? shares.incrementAndGet() : 0;
        try {
            apply(owner, from, to == SHARE ? part(share) : to);
        } catch (RuntimeException | Error e) {
            leaveShare(to);
            throw e;
        }
        leaveShare(from);
        return to;
    }

    /** What an owner whose thread is gone still counts for. */
    void forget(int request) {
        leaveShare(request);
    }

    private void apply(Owner owner, int from, int wanted) {
        if (wanted == NONE) {
            control.restore(owner.replaced(index));
            return;
        }
        long replaced = control.limit(wanted);
        if (from == NONE) {
            owner.keep(index, replaced);
        }
        readBack(wanted);
    }

    private void leaveShare(int request) {
        if (request == SHARE) {
            shares.decrementAndGet();
        }
    }
}
