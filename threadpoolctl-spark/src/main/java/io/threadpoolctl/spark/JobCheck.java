package io.threadpoolctl.spark;

import java.util.Map;
import java.util.Properties;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;

/** Cancels jobs that ask for limits that are not possible. */
final class JobCheck extends SparkListener {

    private final SparkContext context;

    JobCheck(SparkContext context) {
        this.context = context;
    }

    @Override
    public void onJobStart(SparkListenerJobStart job) {
        Properties properties = job.properties();
        String text = properties == null ? null : properties.getProperty(Settings.TASK);
        if (text == null) {
            return;
        }
        try {
            TaskLimits.read(Map.of(Settings.TASK, text));
        } catch (IllegalArgumentException e) {
            context.cancelJob(job.jobId(), "because of its local property: " + e.getMessage());
        }
    }
}
