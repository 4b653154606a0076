package io.threadpoolctl.workloads;

import org.bytedeco.javacpp.DoublePointer;

/** The singular values and vectors of a matrix. */
final class Svd implements Workload {

    private static final int SIZE = 192;

    private final Kernel kernel;
    private final double[] matrix = Data.doubles(SIZE * SIZE);

    Svd(Kernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public Call caller() {
        DoublePointer overwritten = new DoublePointer(SIZE * SIZE);
        DoublePointer values = new DoublePointer(SIZE);
        DoublePointer left = new DoublePointer(SIZE * SIZE);
        DoublePointer right = new DoublePointer(SIZE * SIZE);
        return () -> {
            overwritten.put(matrix);
            Checks.lapack(kernel.decompose(SIZE, overwritten, values, left, right));
        };
    }

    /** {@code LAPACKE_dgesdd} of a library. */
    @FunctionalInterface
    interface Kernel {

        int decompose(int size, DoublePointer matrix, DoublePointer values, DoublePointer left, DoublePointer right);
    }
}
