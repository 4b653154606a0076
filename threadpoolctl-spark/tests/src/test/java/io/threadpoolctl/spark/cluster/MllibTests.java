package io.threadpoolctl.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ludovic.netlib.blas.NativeBLAS;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.junit.jupiter.api.Test;

/** MLlib, which reaches OpenBLAS through netlib. */
class MllibTests {

    private static final int SIZE = 256;

    @Test
    void itsProductsAreLimited() {
        String reference =
                Path.of(OpenBlas.path()).resolveSibling("libblas.so.3").toString();
        try (Application application = new Application(Application.conf("local-cluster[1,1,1024]")
                .set(
                        "spark.executor.extraJavaOptions",
                        "-XX:+UseSerialGC -Ddev.ludovic.netlib.blas.nativeLibPath=" + reference))) {
            application.widen(1);

            assertThat(working(application, "all=cpus")).isEqualTo(1);
            if (Runtime.getRuntime().availableProcessors() > 1) {
                assertThat(working(application, "none")).as("without a limit").isGreaterThan(1);
            }
            application.awaitNothingIsLeft(1);
        }
    }

    private static int working(Application application, String limits) {
        application.spark.setLocalProperty("spark.threadpoolctl.task", limits);
        try {
            return application
                    .spark
                    .parallelize(List.of(1), 1)
                    .map(any -> {
                        NativeBLAS.getInstance(); // throws where it is not there, and MLlib computes in Java
                        DenseMatrix left = DenseMatrix.rand(SIZE, SIZE, new Random(1));
                        return EffectiveThreads.of(() -> left.multiply(left));
                    })
                    .first();
        } finally {
            application.spark.setLocalProperty("spark.threadpoolctl.task", null);
        }
    }
}
