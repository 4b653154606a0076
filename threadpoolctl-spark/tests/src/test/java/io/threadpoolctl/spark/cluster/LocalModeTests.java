package io.threadpoolctl.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.Serializable;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Driver and executor in one JVM. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalModeTests {

    private static final int TASKS = 4;

    /** For tasks of one JVM. */
    private static final CyclicBarrier ALL_TASKS = new CyclicBarrier(TASKS);

    private String openBlas = "";
    private Application application;

    @BeforeAll
    void start() {
        openBlas = OpenBlas.path();
        application = new Application(Application.conf("local[4]"));
    }

    @AfterAll
    void stop() {
        if (application != null) {
            application.close();
        }
    }

    @BeforeEach
    void widen() {
        OpenBlas.setThreads(openBlas, Application.UNLIMITED);
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(OpenBlas.threads(openBlas)).isEqualTo(Application.UNLIMITED);
        application.awaitNothingIsLeft(1);
    }

    @Test
    void aTaskHasAsManyThreadsAsCores() {
        assertThat(application.look(3 * TASKS))
                .hasSize(3 * TASKS)
                .allMatch(seen -> seen.cpus() == 1 && seen.threads() == 1);
    }

    @Test
    void noMoreThanTheseThreadsWorkInATask() {
        assertThat(inATask("all=1", EffectiveThreads::of)).isEqualTo(1);
        if (Runtime.getRuntime().availableProcessors() > 1) {
            assertThat(inATask("none", EffectiveThreads::several))
                    .as("without a limit")
                    .isGreaterThan(1);
        }
    }

    private int inATask(String limits, Counting counting) {
        String blas = openBlas;
        application.spark.setLocalProperty("spark.threadpoolctl.task", limits);
        try {
            return application
                    .spark
                    .parallelize(List.of(1), 1)
                    .map(any -> counting.count(new Product(blas)))
                    .first();
        } finally {
            application.spark.setLocalProperty("spark.threadpoolctl.task", null);
        }
    }

    /** How threads are counted; goes to a task. */
    private interface Counting extends Serializable {

        int count(Runnable call);
    }

    @Test
    void aJobMayHaveOtherLimits() {
        assertThat(application.look(TASKS, "blas=3")).allMatch(seen -> seen.threads() == 3);
        assertThat(application.look(TASKS, "none"))
                .allMatch(seen -> seen.threads() == Application.UNLIMITED && seen.scopes() == 0);
        assertThat(application.look(TASKS, "openblas=none,all=1"))
                .allMatch(seen -> seen.threads() == Application.UNLIMITED && seen.scopes() == 0);
        assertThat(application.look(TASKS)).allMatch(seen -> seen.threads() == 1);
    }

    @Test
    void tasksShareTheProcessors() {
        int processors = Runtime.getRuntime().availableProcessors();
        assertThat(application.look(1, "share")).allMatch(seen -> seen.threads() == Math.min(TASKS, processors));

        application.spark.setLocalProperty("spark.threadpoolctl.task", "share");
        String blas = openBlas;
        List<Integer> together = application
                .spark
                .parallelize(Application.numbers(TASKS), TASKS)
                .map(any -> {
                    meetAll();
                    int threads = OpenBlas.threads(blas);
                    meetAll();
                    return threads;
                })
                .collect();
        application.spark.setLocalProperty("spark.threadpoolctl.task", null);

        assertThat(together).containsOnly(1);
    }

    private static void meetAll() throws InterruptedException, BrokenBarrierException, TimeoutException {
        ALL_TASKS.await(60, TimeUnit.SECONDS);
    }

    @Test
    void aJobThatAsksForTheImpossibleFailsAndSaysWhy() {
        assertThatExceptionOfType(SparkException.class)
                .isThrownBy(() -> application.look(TASKS, "blas=many"))
                .withMessageContaining("spark.threadpoolctl.task is \"many\", which is not possible.")
                .withMessageContaining("Give a whole number of threads from 1 on");
        assertThatExceptionOfType(SparkException.class)
                .isThrownBy(() -> application.look(TASKS, "bals=1"))
                .withMessageContaining("did you mean \"blas\"?");
        assertThat(application.look(TASKS)).allMatch(seen -> seen.threads() == 1);
    }
}
