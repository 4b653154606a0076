package io.threadpoolctl.concurrent;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The half of a {@link ThreadPool} that every executor service has. */
abstract class PoolExecutor implements ExecutorService {
    final Crew crew;

    PoolExecutor(Crew crew) {
        this.crew = crew;
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
        return submit(Executors.callable(task));
    }

    /** Like {@link #submit(Callable)}; the result is given. */
    @Override
    public <T> AsyncResult<T> submit(Runnable task, T result) {
        return submit(Executors.callable(task, result));
    }

    /** {@inheritDoc} */
    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException {
        List<AsyncResult<T>> results = submitAll(tasks);
        try {
            for (AsyncResult<T> result : results) {
                result.awaitReady();
            }
        } finally {
            cancelAll(results);
        }
        return new ArrayList<>(results);
    }

    /** {@inheritDoc} */
    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException {
        Deadline deadline = Deadline.in(timeout, unit);
        List<AsyncResult<T>> results = submitAll(tasks);
        try {
            for (AsyncResult<T> result : results) {
                if (!result.awaitReady(deadline)) {
                    break;
                }
            }
        } finally {
            cancelAll(results);
        }
        return new ArrayList<>(results);
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

    /**
     * Takes no more work; what is waiting is still run, then the workers end. This is what {@code close()} does in
     * Python. Does not wait: see {@link ThreadPool#join()}. Can be repeated.
     */
    @Override
    public void shutdown() {
        crew.finish();
    }

    /**
     * Like {@link ThreadPool#terminate()}, and running tasks are interrupted.
     *
     * @return one entry for each call that never began: runnables given to {@link #execute} as they are, neither run
     *     nor cancelled; for calls with a result, which is now cancelled, a runnable that does nothing
     */
    @Override
    public List<Runnable> shutdownNow() {
        return crew.stop();
    }

    /** Whether the pool takes no more work, because it was shut down, terminated or closed, or is broken. */
    @Override
    public boolean isShutdown() {
        return !crew.isOpen();
    }

    /** Whether all workers have ended. */
    @Override
    public boolean isTerminated() {
        return crew.isEnded();
    }

    /** {@inheritDoc} Unlike {@link ThreadPool#join()} it may also be called while the pool is running. */
    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return crew.awaitEnd(Deadline.in(timeout, unit));
    }

    final <T extends @Nullable Object> AsyncResult<T> addTask(Callable<? extends T> task, Callbacks<T> callbacks) {
        Objects.requireNonNull(task, "task");
        TaskJob<T> job = new TaskJob<>(crew, task, callbacks);
        add(job, 1);
        return job.result;
    }

    /** The fence keeps a pool that is just being used from being taken for forgotten. */
    final void add(Job job, int parts) {
        try {
            crew.add(job, parts);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private <T> List<AsyncResult<T>> submitAll(Collection<? extends Callable<T>> tasks) {
        tasks.forEach(task -> Objects.requireNonNull(task, "task"));
        List<AsyncResult<T>> results = new ArrayList<>(tasks.size());
        try {
            tasks.forEach(task -> results.add(submit(task)));
        } catch (RejectedExecutionException refused) {
            cancelAll(results);
            throw refused;
        }
        return results;
    }

    private static void cancelAll(List<? extends Future<?>> results) {
        results.forEach(result -> result.cancel(true));
    }

    private <T> T invokeAny(Collection<? extends Callable<T>> tasks, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("There must be at least one task");
        }
        CompletableFuture<T> first = new CompletableFuture<>();
        List<AsyncResult<T>> results = submitAll(tasks);
        try {
            AtomicInteger left = new AtomicInteger(results.size());
            for (AsyncResult<T> result : results) {
                var unused = result.whenComplete((value, failure) -> {
                    if (failure == null) {
                        first.complete(value);
                    } else if (left.decrementAndGet() == 0) {
                        first.completeExceptionally(failure);
                    }
                });
            }
            for (AsyncResult<T> result : results) {
                while (deadline == Deadline.NEVER && !first.isDone() && result.help()) {
                    // its only part
                }
            }
            return first.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
        } catch (CancellationException dropped) {
            throw new ExecutionException(dropped);
        } finally {
            cancelAll(results);
        }
    }
}
