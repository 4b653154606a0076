package io.threadpoolctl.benchmarks;

import io.threadpoolctl.concurrent.ThreadPool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Eight workers that multiply matrices of 128x128 by JavaCPP's OpenBLAS, whose pool has eight threads: under the limits of
 * our pool, and in a plain one. Times are for one product.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MatrixBenchmark {

    private static final int WORKERS = 8;
    private static final int PRODUCTS = 16;
    private static final int SIZE = 128;

    private final double[] left = new double[SIZE * SIZE];
    private final double[] right = new double[SIZE * SIZE];
    private final ThreadPool limited;
    private final ExecutorService plain = Executors.newFixedThreadPool(WORKERS);
    private final List<Callable<double[]>> tasks = Collections.nCopies(PRODUCTS, this::product);

    /** Loads it and makes its pool wide. */
    public MatrixBenchmark() {
        openblas_nolapack.blas_set_num_threads(WORKERS);
        limited = ThreadPool.create(WORKERS);
    }

    /** Ends the pools. */
    @TearDown
    public void end() {
        limited.close();
        plain.shutdown();
    }

    /** Ours, which limits its workers to one native thread each. */
    @Benchmark
    @OperationsPerInvocation(PRODUCTS)
    public List<double[]> threadPool() {
        return limited.map(MatrixBenchmark::call, tasks, 1);
    }

    /** The JDK's. */
    @Benchmark
    @OperationsPerInvocation(PRODUCTS)
    public List<double[]> fixedThreadPool() throws InterruptedException, ExecutionException {
        List<double[]> products = new ArrayList<>();
        for (Future<double[]> product : plain.invokeAll(tasks)) {
            products.add(product.get());
        }
        return products;
    }

    private static double[] call(Callable<double[]> task) {
        try {
            return task.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private double[] product() {
        double[] product = new double[SIZE * SIZE];
        openblas.cblas_dgemm(
                openblas.CblasRowMajor,
                openblas.CblasNoTrans,
                openblas.CblasNoTrans,
                SIZE,
                SIZE,
                SIZE,
                1,
                left,
                SIZE,
                right,
                SIZE,
                0,
                product,
                SIZE);
        return product;
    }
}
