package io.threadpoolctl.concurrent;

import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * One thread of the pool: initializes, then takes part after part until the queue has no more for it. Nothing a task does
 * ends it.
 */
final class Worker implements Runnable {
    private static final ThreadLocal<@Nullable Worker> CURRENT = new ThreadLocal<>();

    private final WorkerGroup group;
    private final Thread thread;

    // Guarded by this, written by this worker. The monitor decides between an interrupt and the end of the part it is
    // meant for.
    private @Nullable Frame innermost;
    private boolean stopped;

    private boolean free = true; // only this worker looks at it
    private volatile long completed;

    /** A part on the stack of a worker. An outer one waits for the inner one and learns of its interrupt thereafter. */
    private static final class Frame {
        private final Job job;
        private final @Nullable Frame outer;
        private boolean interrupted; // of an outer part: what it will find

        Frame(Job job, @Nullable Frame outer) {
            this.job = job;
            this.outer = outer;
        }
    }

    Worker(WorkerGroup group, ThreadFactory threads) {
        this.group = group;
        this.thread = WorkerThreads.create(threads, this);
    }

    /** The worker that the calling thread is, if it is one. */
    static @Nullable Worker current() {
        return CURRENT.get();
    }

    WorkerGroup group() {
        return group;
    }

    Thread thread() {
        return thread;
    }

    @Override
    public void run() {
        CURRENT.set(this);
        try {
            if (group.initialize()) {
                while (runNext()) {
                    // the next part
                }
            }
        } finally {
            CURRENT.remove();
        }
    }

    /** A method of its own, so that no variable of an idle worker keeps the last job alive. */
    private boolean runNext() {
        Job next = group.queue.take();
        if (next == null) {
            return false;
        }
        free = false;
        run(next);
        free();
        return true;
    }

    /** Runs one part; called by the worker itself, also inside another part when it helps. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // only this worker writes
    void run(Job next) {
        try {
            Frame frame = begin(next);
            try {
                next.run(group.limited());
            } finally {
                end(frame);
                completed++;
            }
        } catch (Throwable unexpected) {
            Uncaught.report(unexpected);
        }
    }

    /** The task of the innermost part has ended. */
    void taskEnded() {
        Frame ended = innermost;
        if (ended != null && ended.outer == null) {
            free();
        }
    }

    private void free() {
        if (!free) {
            free = true;
            group.queue.free();
        }
    }

    /** Interrupts the parts of this job that the worker runs, and only those. */
    synchronized void interrupt(Job target) {
        for (Frame frame = innermost; frame != null; frame = frame.outer) {
            if (frame.job == target) {
                frame.interrupted = true;
                if (frame == innermost) {
                    thread.interrupt();
                }
            }
        }
    }

    /** Interrupts whatever the worker runs, now and later. */
    synchronized void stop() {
        stopped = true;
        thread.interrupt();
        for (Frame frame = innermost; frame != null; frame = frame.outer) {
            frame.interrupted = true;
        }
    }

    synchronized boolean isActive() {
        return innermost != null;
    }

    long completed() {
        return completed;
    }

    /** Keeps the interrupted status of the outer part for it; if there is none, nobody wants to know. */
    private synchronized Frame begin(Job next) {
        boolean interrupted = Thread.interrupted();
        Frame outer = innermost;
        if (outer != null) {
            outer.interrupted = interrupted;
        }
        if (stopped) {
            thread.interrupt();
        }
        innermost = new Frame(next, outer);
        return innermost;
    }

    private synchronized void end(Frame frame) {
        Thread.interrupted(); // what the part left behind
        innermost = frame.outer;
        if (innermost != null && innermost.interrupted) {
            thread.interrupt();
        }
    }
}
