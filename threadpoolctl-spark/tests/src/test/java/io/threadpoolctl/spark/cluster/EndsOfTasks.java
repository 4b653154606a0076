package io.threadpoolctl.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.util.TaskCompletionListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import scala.Function1;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** However a task ends, its executor is as it was before. On two executors with a core each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EndsOfTasks {

    static final int EXECUTORS = 2;

    private static final ClassTag<Integer> INTEGER = ClassTag$.MODULE$.apply(Integer.class);

    String openBlas = "";
    Application application;

    /** The settings of an application on this cluster. */
    abstract SparkConf conf();

    @BeforeAll
    void start() {
        openBlas = OpenBlas.path();
        application = new Application(conf());
    }

    @AfterAll
    void stop() {
        if (application != null) {
            application.close();
        }
    }

    @BeforeEach
    void widen() {
        application.widen(EXECUTORS);
    }

    @AfterEach
    void nothingIsLeft() {
        application.awaitNothingIsLeft(EXECUTORS);
    }

    @Test
    void itSucceeds() {
        assertThat(application.look(4 * EXECUTORS))
                .allMatch(seen -> seen.cpus() == 1 && seen.threads() == 1 && seen.processors() == 1);
    }

    @Test
    void itFails() {
        assertThatExceptionOfType(SparkException.class)
                .isThrownBy(
                        () -> application.spark.parallelize(List.of(1, 2), 2).foreach(each -> {
                            throw new IllegalStateException("as wanted");
                        }))
                .withMessageContaining("as wanted");
    }

    @Test
    void aListenerOfItsOwnFails() {
        String blas = openBlas;
        try (Meeting meeting = new Meeting()) {
            int port = meeting.port();
            assertThatExceptionOfType(SparkException.class)
                    .isThrownBy(() -> application
                            .spark
                            .parallelize(List.of(1), 1)
                            .foreach(each -> TaskContext.get()
                                    .addTaskCompletionListener((TaskCompletionListener & Serializable) context -> {
                                        Meeting.tell(port, OpenBlas.threads(blas));
                                        throw new IllegalStateException("as wanted");
                                    })))
                    .withMessageContaining("as wanted");
            assertThat(meeting.await()).as("threads in a listener").isEqualTo(1);
        }
    }

    @Test
    void itIsKilledByAnInterrupt() throws Exception {
        String blas = openBlas;
        try (Meeting meeting = new Meeting()) {
            int port = meeting.port();
            application.spark.setJobGroup("killed", "killed by an interrupt", true);
            Future<Void> job = application.spark.parallelize(List.of(1, 2), 2).foreachAsync(each -> {
                Meeting.tell(port, OpenBlas.threads(blas));
                new CountDownLatch(1).await();
            });
            assertThat(List.of(meeting.await(), meeting.await())).containsOnly(1);
            application.spark.cancelJobGroup("killed");
            assertThatExceptionOfType(ExecutionException.class).isThrownBy(job::get);
            application.spark.clearJobGroup();
        }
    }

    @Test
    void itIsKilledWithoutAnInterrupt() throws Exception {
        String blas = openBlas;
        try (Meeting meeting = new Meeting()) {
            int port = meeting.port();
            application.spark.setJobGroup("killed", "killed without an interrupt", false);
            Future<Void> job = application.spark.parallelize(List.of(1, 2), 2).foreachAsync(each -> {
                Meeting.tellAndWait(port, OpenBlas.threads(blas));
                Meeting.tell(port, OpenBlas.threads(blas));
            });
            assertThat(List.of(meeting.await(), meeting.await())).containsOnly(1);
            application.spark.cancelJobGroup("killed");
            assertThatExceptionOfType(ExecutionException.class).isThrownBy(job::get);
            application.spark.clearJobGroup();
            // It works on, and under its limits.
            meeting.letGo();
            assertThat(List.of(meeting.await(), meeting.await())).containsOnly(1);
        }
    }

    @Test
    void itIsOneOfABarrierStage() {
        String blas = openBlas;
        assertThat(barrier(numbers -> {
                            BarrierTaskContext.get().barrier();
                            int threads = OpenBlas.threads(blas);
                            BarrierTaskContext.get().barrier();
                            return Iterator.single(threads);
                        })
                        .toJavaRDD()
                        .collect())
                .containsExactly(1, 1);
    }

    @Test
    void itIsOneOfABarrierStageThatFails() {
        assertThatExceptionOfType(SparkException.class)
                .isThrownBy(() -> barrier(numbers -> {
                            if (TaskContext.getPartitionId() == 0) {
                                throw new IllegalStateException("as wanted");
                            }
                            BarrierTaskContext.get().barrier();
                            return Iterator.single(0);
                        })
                        .toJavaRDD()
                        .collect())
                .withMessageContaining("as wanted");
    }

    @Test
    void itsExecutorIsLost() {
        String blas = openBlas;
        List<Seen> seen = application
                .spark
                .parallelize(Application.numbers(EXECUTORS), EXECUTORS)
                .map(each -> {
                    if (each == 0 && TaskContext.get().attemptNumber() == 0) {
                        Runtime.getRuntime().halt(1);
                    }
                    return Seen.now(blas);
                })
                .collect();

        assertThat(seen).hasSize(EXECUTORS).allMatch(each -> each.threads() == 1);
        assertThat(seen.get(0).attempt()).isPositive();
        application.widen(EXECUTORS); // the new one has loaded OpenBLAS anew
    }

    private RDD<Integer> barrier(BarrierBody body) {
        return application
                .spark
                .parallelize(Application.numbers(EXECUTORS), EXECUTORS)
                .rdd()
                .barrier()
                .mapPartitions(body, false, INTEGER);
    }

    /** What a task of a barrier stage does. */
    private interface BarrierBody extends Function1<Iterator<Integer>, Iterator<Integer>>, Serializable {}
}
