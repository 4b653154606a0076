package io.threadpoolctl.concurrent;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A single task with a result. */
final class TaskJob<T extends @Nullable Object> extends ResultJob<T> {
    private @Nullable Callable<? extends T> task;

    TaskJob(WorkerGroup workers, Callable<? extends T> task, Callbacks<T> callbacks) {
        super(workers, callbacks);
        this.task = task;
    }

    @Override
    void run(Limited limited) {
        Callable<? extends T> code = task;
        task = null;
        if (code == null || result.isDone()) {
            return;
        }
        T value;
        try {
            value = call(code, limited);
        } catch (Throwable failure) {
            fail(failure);
            return;
        }
        succeed(value);
    }

    @Override
    void drop(int parts, RuntimeException reason) {
        task = null;
        fail(reason);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the code's own value, null if it returned null
    private T call(Callable<? extends T> code, Limited limited) throws Exception {
        try {
            return (T) limited.call(code);
        } finally {
            workers.taskEnded();
        }
    }
}
