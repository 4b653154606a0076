package io.threadpoolctl.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.spark.ThreadpoolLimitsPlugin;
import java.io.File;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** A Spark application with the plugin, whose driver is this JVM. */
final class Application implements AutoCloseable {

    /** Wider than what any limit leaves, on every machine. */
    static final int UNLIMITED = 8;

    private static final String TASK = "spark.threadpoolctl.task";
    private static final int MOST_LOOKS = 1000;

    final JavaSparkContext spark;

    Application(SparkConf conf) {
        this.spark = new JavaSparkContext(conf);
    }

    /** What every test's application has. */
    static SparkConf conf(String master) {
        SparkHome.make();
        return new SparkConf()
                .setMaster(master)
                .setAppName("tests")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.executor.memory", "512m")
                .set("spark.executor.extraClassPath", SparkHome.plugin() + File.pathSeparator + SparkHome.tests())
                .set("spark.executor.extraJavaOptions", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1")
                .set("spark.plugins", ThreadpoolLimitsPlugin.class.getName());
    }

    /** Runs tasks that look, at once as far as there are cores. */
    List<Seen> look(int tasks) {
        String openBlas = OpenBlas.path();
        return spark.parallelize(numbers(tasks), tasks)
                .map(any -> Seen.now(openBlas))
                .collect();
    }

    /** The same under other limits than configured. */
    List<Seen> look(int tasks, String limits) {
        spark.setLocalProperty(TASK, limits);
        try {
            return look(tasks);
        } finally {
            spark.setLocalProperty(TASK, null);
        }
    }

    static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** Has all executors load OpenBLAS and widen it outside every limit. */
    void widen(int executors) {
        String openBlas = OpenBlas.path();
        awaitAll(executors, () -> {
            spark.setLocalProperty(TASK, "none");
            try {
                return spark.parallelize(numbers(2 * executors), 2 * executors)
                        .map(any -> {
                            OpenBlas.setThreads(openBlas, UNLIMITED);
                            return Seen.now(openBlas);
                        })
                        .collect();
            } finally {
                spark.setLocalProperty(TASK, null);
            }
        });
    }

    /** Waits until all executors are as they were: killed tasks may be alive when their job has ended. */
    void awaitNothingIsLeft(int executors) {
        awaitAll(executors, () -> look(2 * executors, "none"));
    }

    private static void awaitAll(int executors, java.util.function.Supplier<List<Seen>> look) {
        List<Seen> seen = List.of();
        for (int i = 0; i < MOST_LOOKS; i++) {
            seen = look.get();
            Set<String> where = seen.stream().map(Seen::executor).collect(Collectors.toSet());
            if (where.size() == executors
                    && seen.stream().allMatch(each -> each.threads() == UNLIMITED && each.scopes() == 0)) {
                return;
            }
        }
        assertThat(seen)
                .as("%d executors with %d threads and no scope", executors, UNLIMITED)
                .isEmpty();
    }

    @Override
    public void close() {
        spark.close();
    }
}
