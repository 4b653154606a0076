package io.threadpoolctl.concurrent;

import java.lang.ref.Reference;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The half of a {@link ThreadPool} that every executor service has. */
abstract class PoolExecutor implements ExecutorService {
    final WorkerGroup workers;

    PoolExecutor(WorkerGroup workers) {
        this.workers = workers;
    }

    /**
     * Runs a task without a result. What it throws goes to the worker's uncaught exception handler; the worker goes on.
     *
     * @throws RejectedExecutionException if the pool is shut down or its queue is full
     */
    @Override
    public void execute(Runnable task) {
        Objects.requireNonNull(task, "task");
        try {
            add(new RunnableJob(task), 1);
        } catch (IllegalStateException ended) {
            throw new RejectedExecutionException(ended.getMessage(), ended);
        }
    }

    /**
     * Like {@link ThreadPool#applyAsync(Callable)}.
     *
     * @throws RejectedExecutionException if the pool is shut down or its queue is full
     */
    @Override
    public <T> AsyncResult<T> submit(Callable<T> task) {
        try {
            return addTask(task, Callbacks.none());
        } catch (IllegalStateException ended) {
            throw new RejectedExecutionException(ended.getMessage(), ended);
        }
    }

    /** Like {@link #submit(Callable)}; the result is null. */
    @Override
    public AsyncResult<?> submit(Runnable task) {
        Objects.requireNonNull(task, "task");
        return submit(Executors.callable(task));
    }

    /** Like {@link #submit(Callable)}; the result is given. */
    @Override
    public <T> AsyncResult<T> submit(Runnable task, T result) {
        Objects.requireNonNull(task, "task");
        return submit(Executors.callable(task, result));
    }

    /** {@inheritDoc} */
    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException {
        return invokeAll(tasks, Deadline.NEVER);
    }

    /** {@inheritDoc} */
    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException {
        return invokeAll(tasks, Deadline.in(timeout, unit));
    }

    private <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, Deadline deadline)
            throws InterruptedException {
        try (TaskGroup<T> group = TaskGroup.submit(this, tasks)) {
            return group.awaitAll(deadline);
        }
    }

    /** {@inheritDoc} */
    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks) throws InterruptedException, ExecutionException {
        try {
            return invokeAny(tasks, Deadline.NEVER);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@inheritDoc} */
    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return invokeAny(tasks, Deadline.in(timeout, unit));
    }

    private <T> T invokeAny(Collection<? extends Callable<T>> tasks, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        try (TaskGroup<T> group = TaskGroup.submit(this, tasks)) {
            return group.awaitAny(deadline);
        }
    }

    /**
     * Takes no more work; what is waiting is still run, then the workers end. This is what {@code close()} does in
     * Python. Does not wait: see {@link ThreadPool#join()}. Can be repeated.
     */
    @Override
    public void shutdown() {
        workers.queue.finish();
    }

    /**
     * Like {@link ThreadPool#terminate()}, and running tasks are interrupted.
     *
     * @return one entry for each call that waited, as a whole or in part: runnables given to {@link #execute} as they are,
     *     neither run nor cancelled; for calls with a result, which is cancelled, a runnable that does nothing
     */
    @Override
    public List<Runnable> shutdownNow() {
        return workers.stop();
    }

    /** Whether the pool takes no more work, because it was shut down, terminated or closed, or is broken. */
    @Override
    public boolean isShutdown() {
        return !workers.queue.isOpen();
    }

    /** Whether the pool takes no more work and all workers have ended. */
    @Override
    public boolean isTerminated() {
        return workers.isEnded();
    }

    /** {@inheritDoc} Unlike {@link ThreadPool#join()} it may also be called while the pool is running. */
    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return workers.awaitEnd(Deadline.in(timeout, unit));
    }

    final <T extends @Nullable Object> AsyncResult<T> addTask(Callable<? extends T> task, Callbacks<T> callbacks) {
        Objects.requireNonNull(task, "task");
        TaskJob<T> job = new TaskJob<>(workers, task, callbacks);
        add(job, 1);
        return job.result;
    }

    /** The fence keeps a pool that is just being used from being taken for forgotten. */
    final void add(Job job, int parts) {
        try {
            workers.queue.add(job, parts);
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
