package io.threadpoolctl.workloads;

import dev.ludovic.netlib.blas.NativeBLAS;

/** The product of two matrices by the system's {@code libblas.so.3}, as Spark calls it. */
final class NetlibDgemm implements Workload {

    private static final int SIZE = Dgemm.SIZE;

    private final NativeBLAS blas = NativeBLAS.getInstance();
    private final double[] left = Data.doubles(SIZE * SIZE);
    private final double[] right = Data.doubles(SIZE * SIZE);

    NetlibDgemm(Pool pool) {
        pool.setBlas();
    }

    @Override
    public Call caller() {
        double[] product = new double[SIZE * SIZE];
        return () -> blas.dgemm("N", "N", SIZE, SIZE, SIZE, 1, left, SIZE, right, SIZE, 0, product, SIZE);
    }
}
