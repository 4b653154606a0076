package com.example.consumer;

/** How many threads a call into each library would use. */
record Measured(int blas, int openmp) {

    static Measured both(int threads) {
        return new Measured(threads, threads);
    }
}
