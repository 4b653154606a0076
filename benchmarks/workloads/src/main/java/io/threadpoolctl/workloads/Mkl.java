package io.threadpoolctl.workloads;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.mkl.global.mkl_rt;

/** The MKL of JavaCPP's presets. */
final class Mkl {

    private static final byte ALL_VECTORS = 'A';

    private Mkl() {}

    static void dgemm(int size, DoublePointer left, DoublePointer right, DoublePointer product) {
        mkl_rt.cblas_dgemm(
                mkl_rt.CblasRowMajor,
                mkl_rt.CblasNoTrans,
                mkl_rt.CblasNoTrans,
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

    static int svd(int size, DoublePointer matrix, DoublePointer values, DoublePointer left, DoublePointer right) {
        return mkl_rt.LAPACKE_dgesdd(
                mkl_rt.LAPACK_ROW_MAJOR, ALL_VECTORS, size, size, matrix, size, values, left, size, right, size);
    }
}
