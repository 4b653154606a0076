package io.threadpoolctl.spark;

import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.jspecify.annotations.Nullable;

/** Refuses what is not possible before anything runs, and logs what executors report. */
final class DriverSide implements DriverPlugin {

    private final ReportLog reports = new ReportLog();

    /** @throws IllegalArgumentException if the settings are not possible, which ends the start of the driver */
    @Override
    public Map<String, String> init(SparkContext context, PluginContext pluginContext) {
        if (Settings.read(pluginContext.conf()) != null) {
            context.addSparkListener(new JobCheck(context));
        }
        return Map.of();
    }

    @Override
    public @Nullable Object receive(Object message) {
        reports.receive(message);
        return null;
    }
}
