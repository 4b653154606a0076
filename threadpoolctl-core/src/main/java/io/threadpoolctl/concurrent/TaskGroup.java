package io.threadpoolctl.concurrent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** The tasks of one {@code invokeAll} or {@code invokeAny}. None outlasts it: closing cancels what has not ended. */
final class TaskGroup<T> implements AutoCloseable {
    private final List<AsyncResult<T>> results = new ArrayList<>();

    private TaskGroup() {}

    /** Submits all tasks, or none. */
    static <T> TaskGroup<T> submit(PoolExecutor pool, Collection<? extends Callable<T>> tasks) {
        Objects.requireNonNull(tasks, "tasks");
        List<Callable<T>> all = new ArrayList<>(tasks);
        all.forEach(task -> Objects.requireNonNull(task, "task"));
        TaskGroup<T> group = new TaskGroup<>();
        try {
            all.forEach(task -> group.results.add(pool.submit(task)));
            return group;
        } catch (Throwable refused) {
            group.close();
            throw refused;
        }
    }

    List<Future<T>> awaitAll(Deadline deadline) throws InterruptedException {
        for (AsyncResult<T> result : results) {
            if (!result.awaitReady(deadline)) {
                break;
            }
        }
        return new ArrayList<>(results);
    }

    /** The first value to be there; when all tasks have failed, the last failure. */
    T awaitAny(Deadline deadline) throws InterruptedException, ExecutionException, TimeoutException {
        if (results.isEmpty()) {
            throw new IllegalArgumentException("There must be at least one task");
        }
        CompletableFuture<T> first = first();
        for (AsyncResult<T> result : results) {
            while (deadline == Deadline.NEVER && !first.isDone() && result.help()) {
                // its only part
            }
        }
        try {
            return first.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
        } catch (CancellationException dropped) {
            throw new ExecutionException(dropped);
        }
    }

    private CompletableFuture<T> first() {
        CompletableFuture<T> first = new CompletableFuture<>();
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
        return first;
    }

    @Override
    public void close() {
        results.forEach(result -> result.cancel(true));
    }
}
