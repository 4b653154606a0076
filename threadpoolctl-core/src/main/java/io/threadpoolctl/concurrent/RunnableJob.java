package io.threadpoolctl.concurrent;

import java.util.concurrent.Future;

/** A runnable given to {@code execute}: nobody waits for it, as far as the pool knows. */
final class RunnableJob extends Job {
    private final Runnable code;

    RunnableJob(Runnable code) {
        this.code = code;
    }

    @Override
    void run(Limited limited) {
        try {
            limited.run(code);
        } catch (Throwable failure) {
            Uncaught.report(failure);
        }
    }

    /** Whoever made the runnable may be waiting for it; if it is a future, that can be told. */
    @Override
    void drop(int parts, RuntimeException reason) {
        if (code instanceof Future<?> future) {
            future.cancel(false);
        }
    }

    @Override
    Runnable handBack(int parts, RuntimeException reason) {
        return code;
    }
}
