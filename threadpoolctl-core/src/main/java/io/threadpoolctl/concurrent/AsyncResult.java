package io.threadpoolctl.concurrent;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The result of a call that a {@link ThreadPool} is working on, or has finished. It is a {@link CompletableFuture}, so
 * every library that understands those understands it.
 *
 * <p>There are two ways to wait. {@link #await()} throws the task's own exception, as it was thrown; {@code get()}
 * wraps it in an {@link ExecutionException}, as every future does. As every {@code CompletableFuture}, {@code get()} looks
 * into a {@code CompletionException} for its cause, and takes a task that throws a {@link CancellationException} for
 * cancelled.
 *
 * <p>Completing a result from outside (by {@code cancel}, {@code complete}, {@code orTimeout}, ...) takes its work out
 * of the queue. A task that has begun goes on without an audience; only {@code cancel(true)} interrupts it. Callbacks
 * given to the pool are not called then. The {@code obtrude...} methods change the result only, not the work.
 *
 * <p>Results complete outside the pool's limits. What is chained on ({@code thenApply}, ...) runs in whatever thread
 * {@code CompletableFuture} chooses; to run it in a worker and under limits write {@code thenApplyAsync(fn, pool)}.
 *
 * <p>A worker that waits for a result of its own pool runs that work itself as long as no other worker has begun it, so
 * tasks that wait for tasks do not deadlock, not even in a pool of one. This holds for {@code get()}, {@code join()}
 * and {@code await()} of this very object, not for waiting with a timeout and not for futures derived from it. The two
 * tasks stay apart: an interrupt of the one that waits reaches it when the other one is done.
 *
 * <p>All methods may be called by any thread.
 *
 * @param <T> what the task returns
 */
public final class AsyncResult<T extends @Nullable Object> extends CompletableFuture<T> {
    private final ResultJob<T> job;

    AsyncResult(ResultJob<T> job) {
        this.job = job;
    }

    /** Whether the task has finished, in whatever way. */
    public boolean ready() {
        return isDone();
    }

    /**
     * Whether the task has finished without an exception.
     *
     * @throws IllegalStateException if it has not finished
     */
    public boolean successful() {
        if (!isDone()) {
            throw new IllegalStateException("The result is not ready");
        }
        return !isCompletedExceptionally();
    }

    /**
     * Waits for the result.
     *
     * <p>If the task threw an exception, this very exception is thrown here, a checked one too although it is not
     * declared. If the caller is interrupted, its interrupted status is kept and a {@link CancellationException} with
     * the {@link InterruptedException} as its cause is thrown; the task is not touched.
     *
     * @return what the task returned
     * @throws CancellationException if the task was cancelled or dropped, or the caller was interrupted
     * @throws BrokenPoolException if the pool's initializer failed before the task ran
     */
    public T await() {
        return await(false);
    }

    /** Like {@link #await()}, for a caller who alone knows of the result: interrupting it cancels the work. */
    T awaitOrCancel() {
        return await(true);
    }

    private T await(boolean cancelWhenInterrupted) {
        try {
            return get();
        } catch (InterruptedException e) {
            if (cancelWhenInterrupted) {
                cancel(true);
            }
            throw Interrupts.asUnchecked(e);
        } catch (ExecutionException | CancellationException e) {
            throw Sneaky.rethrow(failure(e));
        }
    }

    /**
     * Waits for the result, but no longer than this. Everything else is as in {@link #await()}.
     *
     * @param timeout zero or less does not wait
     * @return what the task returned
     * @throws TimeoutException if the result is not ready by then; the task goes on
     */
    public T await(Duration timeout) throws TimeoutException {
        try {
            return get(Deadline.in(timeout));
        } catch (InterruptedException e) {
            throw Interrupts.asUnchecked(e);
        } catch (ExecutionException | CancellationException e) {
            throw Sneaky.rethrow(failure(e));
        }
    }

    /**
     * Waits until the result is ready, but no longer than this, and does not look at it.
     *
     * @param timeout zero or less does not wait
     * @return whether the result is ready
     * @throws InterruptedException if the caller is interrupted
     */
    public boolean awaitReady(Duration timeout) throws InterruptedException {
        return awaitReady(Deadline.in(timeout));
    }

    boolean awaitReady(Deadline deadline) throws InterruptedException {
        while (deadline == Deadline.NEVER && help()) {
            // the next part
        }
        try {
            get(deadline);
            return true;
        } catch (TimeoutException e) {
            return isDone();
        } catch (ExecutionException | CancellationException e) {
            return true;
        }
    }

    /** An interrupted caller does not begin anything: it will not wait. */
    boolean help() {
        return !Thread.currentThread().isInterrupted() && job.help();
    }

    /**
     * Waits for the result, but no longer than this.
     *
     * @param timeout zero or less does not wait
     * @return what the task returned
     * @throws TimeoutException if the result is not ready by then; the task goes on
     * @throws ExecutionException if the task failed, with the task's exception as its cause
     * @throws InterruptedException if the caller is interrupted
     */
    public T get(Duration timeout) throws InterruptedException, ExecutionException, TimeoutException {
        return get(Deadline.in(timeout));
    }

    /** {@inheritDoc} */
    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return get(Deadline.in(timeout, unit));
    }

    private T get(Deadline deadline) throws InterruptedException, ExecutionException, TimeoutException {
        return super.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
    }

    /** {@inheritDoc} */
    @Override
    public T get() throws InterruptedException, ExecutionException {
        while (help()) {
            // the next part
        }
        return super.get();
    }

    /** {@inheritDoc} */
    @Override
    public T join() {
        while (job.help()) {
            // the next part; an interrupt does not end this wait
        }
        return super.join();
    }

    /**
     * Takes the task out of the queue, so that it never runs; of a map, all items that no worker has begun. What has begun
     * goes on without an audience.
     *
     * @param mayInterruptIfRunning whether to interrupt what has begun
     * @return whether the result is now cancelled; false if it was ready before
     */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean pending = !isDone();
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (pending && cancelled) {
            job.withdraw();
            if (mayInterruptIfRunning) {
                job.interrupt();
            }
        }
        return cancelled;
    }

    /** {@inheritDoc} The task is taken out of the queue. */
    @Override
    public boolean complete(T value) {
        return withdrawnIf(super.complete(value));
    }

    /** {@inheritDoc} The task is taken out of the queue. */
    @Override
    public boolean completeExceptionally(Throwable failure) {
        return withdrawnIf(super.completeExceptionally(failure));
    }

    /** {@inheritDoc} The task is taken out of the queue when the supplier has run. */
    @Override
    public AsyncResult<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        Objects.requireNonNull(supplier, "supplier");
        executor.execute(() -> completeWith(supplier));
        return this;
    }

    private void completeWith(Supplier<? extends T> supplier) {
        if (isDone()) {
            return;
        }
        try {
            complete(supplier.get());
        } catch (Throwable failure) {
            completeExceptionally(failure);
        }
    }

    /** What is derived from this result is a plain future. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }

    void succeed(T value) {
        super.complete(value);
    }

    void fail(Throwable failure) {
        super.completeExceptionally(failure);
    }

    private boolean withdrawnIf(boolean completed) {
        if (completed) {
            job.withdraw();
        }
        return completed;
    }

    /** The exception as it was thrown; what {@code get} throws may be wrapped, and may have lost a wrapper. */
    private Throwable failure(Exception thrown) {
        return Objects.requireNonNullElse(
                this.<@Nullable Throwable>handle((value, failure) -> failure).join(), thrown);
    }
}
