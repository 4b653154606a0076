package io.threadpoolctl;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ForkJoinWorkerThreadFactory;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/** Makes workers that hold a scope from their start to their end. */
record LimitingForkJoinFactory(Threadpools pools, Limits limits) implements ForkJoinWorkerThreadFactory {

    @Override
    public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
        return new Worker(pool, pools, limits);
    }

    private static final class Worker extends ForkJoinWorkerThread {

        private final Threadpools pools;
        private final Limits limits;
        private @Nullable LimitScope scope;

        Worker(ForkJoinPool pool, Threadpools pools, Limits limits) {
            super(pool);
            this.pools = pools;
            this.limits = limits;
        }

        @Override
        protected void onStart() {
            super.onStart();
            scope = pools.limit(limits);
        }

        @Override
        protected void onTermination(@Nullable Throwable exception) {
            if (scope != null) {
                scope.close();
            }
            super.onTermination(exception);
        }
    }
}
