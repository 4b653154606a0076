package io.threadpoolctl.spark;

import io.threadpoolctl.Registration;
import io.threadpoolctl.Threadpools;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Limits tasks. An executor that cannot do so works as well as without. */
final class ExecutorSide implements ExecutorPlugin {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutorSide.class);

    /** What is to be given up, the last first. */
    private final Deque<Registration> held = new ArrayDeque<>();

    private volatile @Nullable TaskScopes scopes;

    @Override
    public void init(PluginContext context, Map<String, String> fromDriver) {
        try {
            Settings settings = Settings.read(context.conf());
            if (settings != null) {
                begin(context, settings);
            }
        } catch (RuntimeException | LinkageError e) {
            shutdown();
            LOG.error("Tasks of executor {} are not limited. {}", context.executorID(), e.getMessage(), e);
        }
    }

    private void begin(PluginContext context, Settings settings) {
        Threadpools pools = Threadpools.ofProcess();
        OptionalInt cores = GrantedCores.ofThisExecutor(context.conf());
        if (cores.isPresent() && cores.getAsInt() < Runtime.getRuntime().availableProcessors()) {
            held.push(pools.setProcessors(cores.getAsInt()));
        }
        if (!settings.process().isNone()) {
            held.push(pools.limitProcess(settings.process(), "spark.threadpoolctl.process")::close);
        }
        watch(pools, settings.watch());
        RecentSnapshot recent = new RecentSnapshot(pools::snapshot, System::nanoTime);
        PoolMetrics metrics = new PoolMetrics(context.metricRegistry(), recent);
        metrics.register();
        PoolReports reports = new PoolReports(context, settings, pools, metrics::addNew);
        held.push(reports);
        reports.look();
        scopes = new TaskScopes(settings.task(), reports::lookSoon);
    }

    private void watch(Threadpools pools, @Nullable Duration period) {
        if (period != null) {
            try {
                held.push(pools.watch(period));
            } catch (OutOfMemoryError noThread) {
                LOG.warn(
                        "No thread can be had that looks for libraries that a task loads; they are limited from the next"
                                + " task on.");
            }
        }
    }

    @Override
    public void onTaskStart() {
        TaskScopes known = scopes;
        if (known != null) {
            known.open();
        }
    }

    @Override
    public void shutdown() {
        scopes = null;
        while (!held.isEmpty()) {
            held.pop().close();
        }
    }
}
