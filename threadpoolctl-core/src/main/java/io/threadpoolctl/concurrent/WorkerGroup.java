package io.threadpoolctl.concurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers of one pool and their queue. Nothing in here knows the {@link ThreadPool}, so a pool that everybody has
 * forgotten becomes unreachable although its workers run.
 */
final class WorkerGroup {
    private static final Logger log = LoggerFactory.getLogger(ThreadPool.class);

    final JobQueue queue;
    private final Limited limited;
    private final @Nullable Runnable initializer;
    private final List<Worker> workers;

    /** Makes the workers; {@link #start} starts them. */
    WorkerGroup(int size, ThreadFactory threads, @Nullable Runnable initializer, Limited limited, int queueCapacity) {
        this.queue = new JobQueue(queueCapacity, size);
        this.limited = limited;
        this.initializer = initializer;
        this.workers =
                Stream.generate(() -> new Worker(this, threads)).limit(size).toList();
    }

    /** Starts every worker, or none: those that began before one failed to start end again. */
    void start() {
        try {
            workers.forEach(worker -> worker.thread().start());
        } catch (Throwable failure) {
            terminate();
            throw failure;
        }
    }

    Limited limited() {
        return limited;
    }

    // Work

    void interrupt(Job job) {
        workers.forEach(worker -> worker.interrupt(job));
    }

    /** If the caller is one of the workers and a part of this job waits, runs it right here. */
    boolean help(Job job) {
        Worker worker = Worker.current();
        if (worker == null || worker.group() != this || !queue.claim(job)) {
            return false;
        }
        worker.run(job);
        return true;
    }

    /** Called by a part in its worker when its task has ended, before anybody is told: they shall find the worker free. */
    void taskEnded() {
        Worker worker = Worker.current();
        if (worker != null) {
            worker.taskEnded();
        }
    }

    /** Runs the initializer in the calling worker; if that fails, so does the pool. */
    boolean initialize() {
        if (initializer == null) {
            return true;
        }
        try {
            limited.run(initializer);
            return true;
        } catch (Throwable failure) {
            breakDown(failure);
            return false;
        }
    }

    private void breakDown(Throwable failure) {
        drop(failure);
        log.error(
                "The initializer failed in {}; the pool does no more work",
                Thread.currentThread().getName(),
                failure);
    }

    // The end

    /** No new work; what waits is dropped. */
    void terminate() {
        drop(null);
    }

    /** One future that somebody made, and that cannot be cancelled, does not keep the others waiting. */
    private void drop(@Nullable Throwable cause) {
        for (JobQueue.Dropped dropped : queue.end(cause)) {
            try {
                dropped.fail();
            } catch (Throwable failure) {
                Uncaught.report(failure);
            }
        }
    }

    /** No new work; what waits is handed back, what runs is interrupted. */
    List<Runnable> stop() {
        List<JobQueue.Dropped> dropped = queue.end(null);
        interruptAll();
        List<Runnable> neverRun = new ArrayList<>();
        dropped.forEach(job -> neverRun.add(job.handBack()));
        return neverRun;
    }

    void interruptAll() {
        workers.forEach(Worker::stop);
    }

    /** Drops what waits, and gives what runs this time to end before it is interrupted. */
    void close(Deadline deadline, Logger log) {
        terminate();
        if (includesCaller() || awaitEndDespiteInterrupts(deadline)) {
            return;
        }
        boolean running = activeWorkers() > 0;
        interruptAll();
        if (running) {
            log.warn("A thread pool was closed while tasks were running, they are now interrupted: {}", this);
        }
    }

    /** An interrupt of the caller is passed on to what runs, and kept for the caller. */
    private boolean awaitEndDespiteInterrupts(Deadline deadline) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return awaitEnd(deadline);
                } catch (InterruptedException e) {
                    if (!interrupted) {
                        interruptAll();
                    }
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until every thread has ended. */
    boolean awaitEnd(Deadline deadline) throws InterruptedException {
        for (Worker worker : workers) {
            TimeUnit.NANOSECONDS.timedJoin(worker.thread(), deadline.nanosLeft());
        }
        return isEnded();
    }

    // What others may know

    boolean isEnded() {
        return !queue.isOpen()
                && workers.stream().noneMatch(worker -> worker.thread().isAlive());
    }

    boolean includesCaller() {
        Worker worker = Worker.current();
        return worker != null && worker.group() == this;
    }

    int size() {
        return workers.size();
    }

    int activeWorkers() {
        return (int) workers.stream().filter(Worker::isActive).count();
    }

    long completedParts() {
        return workers.stream().mapToLong(Worker::completed).sum();
    }

    @Override
    public String toString() {
        return workers.size() + " workers, the first is "
                + workers.get(0).thread().getName();
    }
}
