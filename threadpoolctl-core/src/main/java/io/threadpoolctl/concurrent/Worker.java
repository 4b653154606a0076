package io.threadpoolctl.concurrent;

import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * One thread of the pool: initializes, then takes part after part until the queue sends it home. Nothing a task does
 * ends it.
 */
final class Worker implements Runnable {
    private static final ThreadLocal<@Nullable Worker> CURRENT = new ThreadLocal<>();

    private final Crew crew;
    private final Thread thread;

    // Guarded by this. The monitor decides between an interrupt and the end of the job it was meant for.
    private @Nullable Job job;
    private boolean interrupted;

    private volatile long completed;

    Worker(Crew crew, ThreadFactory threads) {
        this.crew = crew;
        this.thread = WorkerThreads.create(threads, this);
    }

    /** The worker that the calling thread is, if it is one. */
    static @Nullable Worker current() {
        return CURRENT.get();
    }

    Crew crew() {
        return crew;
    }

    Thread thread() {
        return thread;
    }

    @Override
    public void run() {
        CURRENT.set(this);
        try {
            if (crew.initialize()) {
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
        Thread.interrupted(); // what the last task left behind
        Job next = crew.take();
        if (next == null) {
            return false;
        }
        run(next);
        return true;
    }

    /** Runs one part; called by the worker itself, also inside another part when it helps. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // only this worker writes
    void run(Job next) {
        Job outer = begin(next);
        try {
            next.run(crew.limited());
        } catch (Throwable unexpected) {
            Uncaught.report(unexpected);
        } finally {
            end(outer);
            completed++;
        }
    }

    /** Interrupts the worker if it runs a part of this job, and only that part. */
    synchronized void interrupt(Job target) {
        if (job == target) {
            interrupted = true;
            thread.interrupt();
        }
    }

    synchronized boolean isActive() {
        return job != null;
    }

    long completed() {
        return completed;
    }

    private synchronized @Nullable Job begin(Job next) {
        Job outer = job;
        job = next;
        return outer;
    }

    private synchronized void end(@Nullable Job outer) {
        job = outer;
        if (interrupted) {
            interrupted = false;
            Thread.interrupted();
        }
    }
}
