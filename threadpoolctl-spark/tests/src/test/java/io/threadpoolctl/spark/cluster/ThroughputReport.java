package io.threadpoolctl.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

/**
 * Prints how many tasks a second an executor does that has four cores: as it is, limited, sharing, and with the variable that
 * Spark sets. Asserts nothing about it, and runs only where it is named.
 */
class ThroughputReport {

    private static final String MASTER = "local-cluster[1,4,1024]";
    private static final int ROUNDS = 9;
    private static final int TASKS = 64;
    private static final int PRODUCTS = 20;

    @Test
    void printsTasksASecond() {
        Map<String, List<Double>> seen = new LinkedHashMap<>();
        String wide = Integer.toString(Application.UNLIMITED);
        SparkConf own = Application.conf(MASTER);
        SparkConf conf = Application.conf(MASTER).set("spark.executorEnv.OPENBLAS_NUM_THREADS", wide);
        try (Application application = new Application(conf)) {
            application.widen(1);
            for (int i = 0; i < ROUNDS; i++) {
                seen.computeIfAbsent("unlimited, pool of " + wide, any -> new ArrayList<>())
                        .add(tasksASecond(application, "none"));
                seen.computeIfAbsent("all=cpus", any -> new ArrayList<>()).add(tasksASecond(application, "all=cpus"));
                seen.computeIfAbsent("all=share", any -> new ArrayList<>()).add(tasksASecond(application, "all=share"));
            }
        }
        try (Application application = new Application(own)) {
            for (int i = 0; i < ROUNDS; i++) {
                seen.computeIfAbsent("without the plugin, OMP_NUM_THREADS of Spark", any -> new ArrayList<>())
                        .add(tasksASecond(application, "none"));
            }
        }
        seen.forEach((what, rates) -> System.out.printf(
                "%-45s %8.1f tasks a second%n",
                what, rates.stream().sorted().toList().get(ROUNDS / 2)));
        assertThat(seen).hasSize(4);
    }

    private static double tasksASecond(Application application, String limits) {
        String blas = OpenBlas.path();
        application.spark.setLocalProperty("spark.threadpoolctl.task", limits);
        long start = System.nanoTime();
        application.spark.parallelize(Application.numbers(TASKS), TASKS).foreach(any -> {
            Product product = new Product(blas);
            for (int i = 0; i < PRODUCTS; i++) {
                product.run();
            }
        });
        application.spark.setLocalProperty("spark.threadpoolctl.task", null);
        return TASKS * 1e9 / (System.nanoTime() - start);
    }
}
