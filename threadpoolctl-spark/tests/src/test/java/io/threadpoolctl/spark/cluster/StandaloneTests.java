package io.threadpoolctl.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A cluster that was there before the application: a master and a worker on each of two addresses. */
class StandaloneTests extends EndsOfTasks {

    private Standalone cluster;

    @BeforeAll
    @Override
    void start() {
        cluster = Standalone.start(EXECUTORS);
        super.start();
    }

    @AfterAll
    @Override
    void stop() {
        super.stop();
        if (cluster != null) {
            cluster.close();
        }
    }

    @Override
    SparkConf conf() {
        return Application.conf(cluster.master())
                .set("spark.speculation", "true")
                .set("spark.speculation.interval", "100ms")
                .set("spark.speculation.quantile", "0.5")
                .set("spark.speculation.multiplier", "1.1");
    }

    /** Spark has the second attempt on another machine than the first, which is why there are two addresses. */
    @Test
    void anotherAttemptIsFaster() {
        String blas = openBlas;
        List<Seen> seen = application
                .spark
                .parallelize(Application.numbers(EXECUTORS), EXECUTORS)
                .map(each -> {
                    Seen now = Seen.now(blas);
                    if (each == 1 && TaskContext.get().attemptNumber() == 0) {
                        new CountDownLatch(1).await();
                    }
                    return now;
                })
                .collect();

        assertThat(seen).hasSize(EXECUTORS).allMatch(each -> each.threads() == 1);
        assertThat(seen.get(1).attempt()).isEqualTo(1);
    }
}
