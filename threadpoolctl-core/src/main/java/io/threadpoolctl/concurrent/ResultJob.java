package io.threadpoolctl.concurrent;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** A job somebody waits for. */
abstract class ResultJob<T extends @Nullable Object> extends Job {
    final WorkerGroup workers;
    final AsyncResult<T> result = new AsyncResult<>(this);
    private final Callbacks<T> callbacks;

    ResultJob(WorkerGroup workers, Callbacks<T> callbacks) {
        this.workers = workers;
        this.callbacks = callbacks;
    }

    final void succeed(T value) {
        if (!result.isDone()) {
            callbacks.succeeded(value, workers.limited());
        }
        result.succeed(value);
    }

    final void fail(Throwable failure) {
        if (!result.isDone()) {
            callbacks.failed(failure, workers.limited());
        }
        result.fail(failure);
    }

    /** Somebody else completed the result: what still waits is taken out of the queue. */
    final void withdraw() {
        int parts = workers.queue.withdraw(this);
        if (parts > 0) {
            drop(parts, new CancellationException("Withdrawn, the result is already complete"));
        }
    }

    /** Interrupts the workers that run a part of this job. */
    final void interrupt() {
        workers.interrupt(this);
    }

    /** If the caller is a worker of this pool, it runs a part of what it is about to wait for, if others have left one. */
    final boolean help() {
        return !result.isDone() && workers.help(this);
    }
}
