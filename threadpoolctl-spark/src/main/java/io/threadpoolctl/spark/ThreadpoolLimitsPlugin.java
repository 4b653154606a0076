package io.threadpoolctl.spark;

import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Runs every task under limits, by default as many threads in each native pool as the task has cores. To be named in {@code
 * spark.plugins}; what it does is set by {@code spark.threadpoolctl.*}.
 */
public final class ThreadpoolLimitsPlugin implements SparkPlugin {

    /** Spark calls it. */
    public ThreadpoolLimitsPlugin() {}

    @Override
    public DriverPlugin driverPlugin() {
        return new DriverSide();
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorSide();
    }
}
