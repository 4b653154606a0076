package io.threadpoolctl.spring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.threadpoolctl.concurrent.ThreadPool;
import java.util.Map;

/**
 * The numbers of worker pools, by the names of their beans. Called workers and not pool, which is what the meters of native
 * thread pools are called.
 */
final class WorkerPoolMetrics implements MeterBinder {

    private static final String NAME = "threadpoolctl.workers";
    private static final String TAG = "name";

    private final Map<String, ThreadPool> pools;

    WorkerPoolMetrics(Map<String, ThreadPool> pools) {
        this.pools = pools;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        pools.forEach((name, pool) -> bind(registry, name, pool));
    }

    private static void bind(MeterRegistry registry, String name, ThreadPool pool) {
        Gauge.builder(NAME, pool, ThreadPool::processes)
                .description("Workers of the pool")
                .tag(TAG, name)
                .register(registry);
        Gauge.builder(NAME + ".active", pool, ThreadPool::activeWorkers)
                .description("Workers that are busy")
                .tag(TAG, name)
                .register(registry);
        Gauge.builder(NAME + ".queued", pool, ThreadPool::queuedTasks)
                .description("Tasks and chunks that wait for a worker")
                .tag(TAG, name)
                .register(registry);
        FunctionCounter.builder(NAME + ".completed", pool, ThreadPool::completedTasks)
                .description("Tasks and chunks that have been run, whatever their outcome")
                .tag(TAG, name)
                .register(registry);
    }
}
