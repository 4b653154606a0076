package io.threadpoolctl;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs every task of another executor service under limits. */
final class LimitingExecutorService extends AbstractExecutorService {

    private final ExecutorService executor;
    private final Threadpools pools;
    private final Limits limits;

    LimitingExecutorService(ExecutorService executor, Threadpools pools, Limits limits) {
        this.executor = executor;
        this.pools = pools;
        this.limits = limits;
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(pools.wrap(limits, task));
    }

    @Override
    public void shutdown() {
        executor.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return executor.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return executor.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return executor.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return executor.awaitTermination(timeout, unit);
    }
}
