package io.threadpoolctl.concurrent;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** How a worker runs the user's code: in the calling thread, inside a scope of the pool's native limits. */
@FunctionalInterface
interface Limited {
    @Nullable
    Object call(Callable<?> code) throws Exception;

    /** Runs code that has no result; what it throws is passed on. */
    default void run(Runnable code) throws Exception {
        call(() -> {
            code.run();
            return true;
        });
    }
}
