package io.threadpoolctl.workloads;

import org.bytedeco.javacpp.DoublePointer;

/** The product of two matrices. */
final class Dgemm implements Workload {

    static final int SIZE = 512;

    private final Kernel kernel;
    private final DoublePointer left = new DoublePointer(Data.doubles(SIZE * SIZE));
    private final DoublePointer right = new DoublePointer(Data.doubles(SIZE * SIZE));

    Dgemm(Kernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public Call caller() {
        DoublePointer product = new DoublePointer(SIZE * SIZE);
        return () -> kernel.multiply(SIZE, left, right, product);
    }

    /** {@code cblas_dgemm} of a library. */
    @FunctionalInterface
    interface Kernel {

        void multiply(int size, DoublePointer left, DoublePointer right, DoublePointer product);
    }
}
