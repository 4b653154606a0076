package io.threadpoolctl.workloads;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;

/** The OpenBLAS of JavaCPP's presets. */
final class OpenBlas {

    private static final byte ALL_VECTORS = 'A';

    OpenBlas(Pool pool) {
        pool.setBlas();
    }

    void dgemm(int size, DoublePointer left, DoublePointer right, DoublePointer product) {
        openblas.cblas_dgemm(
                openblas.CblasRowMajor,
                openblas.CblasNoTrans,
                openblas.CblasNoTrans,
                size,
                size,
                size,
                1,
                left,
                size,
                right,
                size,
                0,
                product,
                size);
    }

    int svd(int size, DoublePointer matrix, DoublePointer values, DoublePointer left, DoublePointer right) {
        return openblas.LAPACKE_dgesdd(
                openblas.LAPACK_ROW_MAJOR, ALL_VECTORS, size, size, matrix, size, values, left, size, right, size);
    }
}
