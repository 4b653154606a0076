package io.threadpoolctl.concurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/*
 * The waiting jobs and the state of the pool, both under one lock.
 *
 * One lock for both, because a job must never slip in between "the pool takes work" and "everything that waits is
 * dropped": add() and end() cannot interleave, so every job is either refused, or run, or dropped. None is lost.
 *
 * A job of many parts is one entry. It stays at the head while workers take its parts, and leaves with the last one.
 * A map over a million chunks therefore costs one entry, and taking a job back (cancel) is one unlink.
 *
 * States only move forward: OPEN (takes work), FINISHING (takes none, runs what waits), ENDED (drops what waits).
 * Workers end when ENDED, or when FINISHING with nothing left to do. An imap that is not read to its end comes
 * back with more parts as its reader goes on, although none of them may be waiting now; such a job is "unfinished",
 * and while there is one the workers stay.
 *
 * A call is refused when too many calls wait already. One that a free worker is about to take does not wait. A worker is
 * free when it runs no task: from the start, although its thread may have to be started yet, and again before the result
 * of its last task is ready, so that whoever has seen the result finds the worker free. Free workers are therefore
 * counted beside the lock, and waiting parts are compared with them.
 *
 * Locks: this one is innermost. Code of a job or of the user never runs under it; end() hands the dropped jobs to its
 * caller, who fails them afterwards. The lock is a ReentrantLock, so a virtual thread that submits is not pinned.
 */
final class JobQueue {
    private enum State {
        OPEN,
        FINISHING,
        ENDED
    }

    /** A job that left the queue, how many of its parts no worker had taken, and what to tell who waits for them. */
    record Dropped(Job job, int parts, RuntimeException reason) {
        void fail() {
            job.drop(parts, reason);
        }

        Runnable handBack() {
            return job.handBack(parts, reason);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final int capacity;
    private final AtomicInteger freeWorkers;

    // Guarded by the lock.
    private final WaitingJobs waiting = new WaitingJobs();
    private State state = State.OPEN;
    private int unfinished;
    private @Nullable Throwable broken;

    /** A queue in which at most this many jobs wait, beside those for free workers. */
    JobQueue(int capacity, int workers) {
        this.capacity = capacity;
        this.freeWorkers = new AtomicInteger(workers);
    }

    /** Takes a new job; with no part it only checks that the pool is open. */
    void add(Job job, int parts) {
        lock.lock();
        try {
            requireOpen();
            if (parts > 0) {
                requireRoom();
                enqueue(job, parts);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes a new job that will come back with more parts until {@link #finished}. */
    void addUnfinished(Job job) {
        lock.lock();
        try {
            requireOpen();
            requireRoom();
            enqueue(job, 1);
            unfinished++;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes one more part of an unfinished job; this is old work, so neither a full queue nor FINISHING refuse it. Returns
     * why it was dropped, null if it was not.
     */
    @Nullable
    RuntimeException addMore(Job job) {
        lock.lock();
        try {
            if (state == State.ENDED) {
                return dropReason(broken);
            }
            enqueue(job, 1);
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** The unfinished job will not come back. */
    void finished() {
        lock.lock();
        try {
            unfinished--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a part to run; null ends the worker. It is free until it has one, and again when it {@link #free}s. */
    @Nullable
    Job take() {
        lock.lock();
        try {
            while (waiting.isEmpty()) {
                if (state == State.ENDED || (state == State.FINISHING && unfinished == 0)) {
                    return null;
                }
                changed.awaitUninterruptibly();
            }
            Job job = waiting.first();
            waiting.takePart(job);
            freeWorkers.decrementAndGet();
            return job;
        } finally {
            lock.unlock();
        }
    }

    /** The calling worker, which took a part, runs no task any more. */
    void free() {
        freeWorkers.incrementAndGet();
    }

    /** Takes a part of this very job, if one waits. */
    boolean claim(Job job) {
        lock.lock();
        try {
            if (job.waitingParts == 0) {
                return false;
            }
            waiting.takePart(job);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the job back; returns how many of its parts no worker had taken. */
    int withdraw(Job job) {
        lock.lock();
        try {
            return waiting.remove(job);
        } finally {
            lock.unlock();
        }
    }

    /** No new work; what waits is run. */
    void finish() {
        lock.lock();
        try {
            if (state == State.OPEN) {
                state = State.FINISHING;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** No new work; what waits is handed to the caller, who must fail it. With a cause the pool counts as broken. */
    List<Dropped> end(@Nullable Throwable cause) {
        lock.lock();
        try {
            if (state == State.ENDED) {
                return List.of();
            }
            RuntimeException reason = dropReason(cause);
            List<Dropped> dropped = new ArrayList<>(waiting.size());
            waiting.forEach(job -> dropped.add(new Dropped(job, job.waitingParts, reason)));
            waiting.clear(); // from here on nothing can fail
            state = State.ENDED;
            broken = cause;
            changed.signalAll();
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    boolean isOpen() {
        lock.lock();
        try {
            return state == State.OPEN;
        } finally {
            lock.unlock();
        }
    }

    int waitingParts() {
        lock.lock();
        try {
            return waiting.parts();
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (state != State.OPEN) {
            throw broken == null ? new IllegalStateException("Pool not running") : new BrokenPoolException(broken);
        }
    }

    private static RuntimeException dropReason(@Nullable Throwable cause) {
        return cause == null
                ? new CancellationException("The pool was terminated before this task ran")
                : new BrokenPoolException(cause);
    }

    private void requireRoom() {
        int free = freeWorkers.get();
        boolean mustWait = waiting.parts() >= free;
        if (mustWait && waiting.size() >= capacity && waiting.sizeWithout(free) >= capacity) {
            throw new RejectedExecutionException(
                    "Queue is full: all workers are busy, and as many calls are waiting as its"
                            + " capacity allows, which is " + capacity);
        }
    }

    private void enqueue(Job job, int parts) {
        waiting.add(job, parts);
        if (parts == 1) {
            changed.signal();
        } else {
            changed.signalAll();
        }
    }
}
