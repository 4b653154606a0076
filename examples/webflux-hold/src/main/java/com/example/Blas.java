package com.example;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.springframework.stereotype.Component;

/** The native code: OpenBLAS, through JavaCPP. */
@Component
public class Blas {

    /** Loads OpenBLAS, so that the very first call is limited as well. */
    public Blas() {
        Loader.load(openblas.class);
    }

    /** The product of two square matrices, row by row. */
    public double[] product(double[] a, double[] b, int size) {
        double[] product = new double[size * size];
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, size, size, size, 1, a, size, b, size, 0, product, size);
        return product;
    }
}
