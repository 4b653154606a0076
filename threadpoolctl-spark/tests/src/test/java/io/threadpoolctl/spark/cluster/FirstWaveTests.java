package io.threadpoolctl.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.junit.jupiter.api.Test;

/** Libraries that the first tasks of an executor load: no scope could see them when it was opened. */
class FirstWaveTests {

    private static final int EXECUTORS = 2;
    private static final int MOST_LOOKS = 60_000;

    @Test
    void aLibraryIsLimitedWithinTheTaskThatLoadsIt() throws InterruptedException {
        String blas = OpenBlas.path();
        try (DriverLog log = new DriverLog();
                Application application = application()) {
            log.await("Executor 0 limits its tasks to all=cpus; processors: 1; pools: none so far.");

            List<Integer> threads = application
                    .spark
                    .parallelize(Application.numbers(EXECUTORS), EXECUTORS)
                    .map(any -> threadsWhenLimited(() -> OpenBlas.threads(blas)))
                    .collect();

            assertThat(threads).containsOnly(1);
            log.await("Executor", "pools: libopenblas (openblas", "pthreads) of ");
        }
    }

    @Test
    void theOpenBlasOfAFunctionInSqlIsLimited() {
        try (Application application = application()) {
            SparkSession session =
                    SparkSession.builder().config(application.spark.getConf()).getOrCreate();
            session.udf().register("threads", (UDF1<Long, Integer>) any -> threadsInJavaCpp(), DataTypes.IntegerType);

            assertThat(session.range(0, 8, 1, 4)
                            .selectExpr("threads(id)")
                            .as(Encoders.INT())
                            .collectAsList())
                    .hasSize(8)
                    .containsOnly(1);
        }
    }

    /** Computes something by JavaCPP's OpenBLAS, which that loads. */
    private static int threadsInJavaCpp() {
        double[] numbers = {1, 2};
        assertThat(openblas.cblas_ddot(2, numbers, 1, numbers, 1)).isEqualTo(5);
        String glue = Loader.load(openblas.class);
        String blas = Path.of(glue).resolveSibling("libopenblas.so.0").toString();
        return threadsWhenLimited(() -> OpenBlas.threads(blas));
    }

    /** An OpenBLAS with more threads than one, which Spark would set otherwise. */
    private static Application application() {
        return new Application(Application.conf("local-cluster[" + EXECUTORS + ",1,1024]")
                .set("spark.executorEnv.OPENBLAS_NUM_THREADS", "8"));
    }

    /** The call loads the library. */
    private static int threadsWhenLimited(IntSupplier threads) {
        int seen = threads.getAsInt();
        for (int i = 0; i < MOST_LOOKS && seen > 1; i++) {
            LockSupport.parkNanos(1_000_000);
            seen = threads.getAsInt();
        }
        return seen;
    }
}
