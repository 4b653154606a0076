package io.threadpoolctl.concurrent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/*
 * An imap: items flow from the input through the workers to one reader, never more than a window of chunks at once.
 *
 * At most one part of the job waits in the queue. The worker that takes it pulls one chunk from the input, puts the
 * next part into the queue and only then computes its chunk. So pulls follow each other, each on some worker (the
 * queue's lock hands the iterator from one to the next), while computations overlap; an input that blocks holds one
 * worker; and other jobs get their turn between two chunks. With the window full no part waits, and the reader puts
 * the next one into the queue as it takes a chunk. An abandoned imap thus costs neither a thread nor the queue.
 *
 * The job is over when nothing more will be pulled: the input is exhausted or failed, the pool has ended, or the
 * reader has closed. Chunks already pulled are still delivered, except after a close. The failure that ended it
 * comes after them.
 *
 * Locks: this lock, then the queue's. Code of the input, of the user and of the queue's workers runs under neither.
 */
final class ImapJob<T extends @Nullable Object, R extends @Nullable Object> extends Job {
    private final WorkerGroup workers;
    private final Function<? super T, ? extends R> function;
    private final Iterator<? extends T> input;
    private final int chunkSize;
    private final boolean ordered;
    private final int window;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by the lock.
    private final Deque<Chunk<R>> chunks = new ArrayDeque<>(); // ordered: as pulled; otherwise: as computed
    private int ahead; // chunks pulled and not yet taken by the reader
    private boolean full; // no part waits, the reader brings the next one
    private boolean over;
    private boolean closed;
    private @Nullable Throwable failure;

    ImapJob(
            WorkerGroup workers,
            Function<? super T, ? extends R> function,
            Iterator<? extends T> input,
            int chunkSize,
            boolean ordered) {
        this.workers = workers;
        this.function = function;
        this.input = input;
        this.chunkSize = chunkSize;
        this.ordered = ordered;
        this.window = 4 * workers.size();
    }

    // The workers' side

    @Override
    void run(Limited limited) {
        List<@Nullable Object> items = new ArrayList<>();
        boolean exhausted = false;
        Throwable thrown = null;
        try {
            while (!exhausted && items.size() < chunkSize) {
                if (input.hasNext()) {
                    items.add(input.next());
                } else {
                    exhausted = true;
                }
            }
        } catch (Throwable ofInput) {
            exhausted = true;
            thrown = ofInput;
        }
        Chunk<R> chunk = new Chunk<>(items.toArray());
        if (chunk.isEmpty()) {
            workers.taskEnded(); // there is none: the reader may learn of the end
        }
        if (pulled(chunk, exhausted, thrown)) {
            chunk.compute(function, limited);
            workers.taskEnded();
            computed(chunk);
        }
    }

    @Override
    void drop(int parts, RuntimeException reason) {
        lock.lock();
        try {
            end(reason);
        } finally {
            lock.unlock();
        }
    }

    /** Books a chunk and asks for the next one; false if there is nothing to compute. */
    private boolean pulled(Chunk<R> chunk, boolean exhausted, @Nullable Throwable thrown) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            if (!chunk.isEmpty()) {
                ahead++;
                if (ordered) {
                    chunks.add(chunk);
                }
            }
            if (exhausted) {
                end(thrown);
            } else if (ahead < window) {
                askForMore();
            } else {
                full = true;
            }
            return !chunk.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void computed(Chunk<R> chunk) {
        lock.lock();
        try {
            chunk.setReady();
            if (!ordered && !closed) {
                chunks.add(chunk);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // The reader's side

    /** The next chunk, null at the end. A failure of the input comes as a last chunk. */
    @Nullable
    Chunk<R> take(Deadline deadline) throws InterruptedException, TimeoutException {
        while (deadline == Deadline.NEVER && !isAnswerable() && help()) {
            // a reader that is itself a worker computes what it waits for
        }
        lock.lockInterruptibly();
        try {
            while (!isAnswerable()) {
                long left = deadline.nanosLeft();
                if (left <= 0) {
                    throw new TimeoutException("The next result is not ready");
                }
                changed.awaitNanos(left);
            }
            return answer();
        } finally {
            lock.unlock();
        }
    }

    /** Ends everything, for a reader who wants no more. */
    void close() {
        lock.lock();
        try {
            end(null);
            closed = true;
            failure = null;
            chunks.clear();
            ahead = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        workers.queue.withdraw(this);
    }

    private boolean help() {
        return !Thread.currentThread().isInterrupted() && workers.help(this);
    }

    private boolean isAnswerable() {
        lock.lock();
        try {
            Chunk<R> next = chunks.peek();
            return next == null ? over && ahead == 0 : next.isReady();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Chunk<R> answer() {
        Chunk<R> next = chunks.poll();
        if (next != null) {
            ahead--;
            if (full && !over) {
                full = false;
                askForMore();
            }
        } else if (failure != null) {
            next = Chunk.failed(failure);
            failure = null;
        }
        return next;
    }

    // Both sides, under the lock

    private void askForMore() {
        RuntimeException refused = workers.queue.addMore(this);
        if (refused != null) {
            end(refused);
        }
    }

    private void end(@Nullable Throwable reason) {
        if (!over) {
            over = true;
            failure = reason;
            workers.queue.finished();
            changed.signalAll();
        }
    }
}
