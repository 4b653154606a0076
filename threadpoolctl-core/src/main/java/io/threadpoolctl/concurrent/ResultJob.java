package io.threadpoolctl.concurrent;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** A job somebody waits for. */
abstract class ResultJob<T extends @Nullable Object> extends Job {
    final Crew crew;
    final AsyncResult<T> result = new AsyncResult<>(this);
    private final Callbacks<T> callbacks;

    ResultJob(Crew crew, Callbacks<T> callbacks) {
        this.crew = crew;
        this.callbacks = callbacks;
    }

    final void succeed(T value) {
        if (!result.isDone()) {
            callbacks.succeeded(value, crew.limited());
        }
        result.succeed(value);
    }

    final void fail(Throwable failure) {
        if (!result.isDone()) {
            callbacks.failed(failure, crew.limited());
        }
        result.fail(failure);
    }

    /** Somebody else completed the result: what still waits is taken out of the queue. */
    final void withdraw() {
        int parts = crew.withdraw(this);
        if (parts > 0) {
            drop(parts, new CancellationException("Withdrawn, the result is already complete"));
        }
    }

    /** Interrupts the workers that run a part of this job. */
    final void interrupt() {
        crew.interrupt(this);
    }

    /** If the caller is a worker of this pool, it runs a part of what it is about to wait for, if others have left one. */
    final boolean help() {
        return !result.isDone() && crew.help(this);
    }
}
