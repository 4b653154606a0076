package io.threadpoolctl.concurrent;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A scope around each part, not around the worker's life: a pool that is idle limits nobody. */
record WorkerLimits(Threadpools pools, Limits limits) implements Limited {

    /** The processors divided by the workers, for every native pool. */
    static Limits sharedBy(int workers, int processors) {
        return Limits.all(Math.max(1, processors / workers));
    }

    @Override
    public @Nullable Object call(Callable<?> code) throws Exception {
        return pools.<Object, Exception>call(limits, code::call);
    }
}
