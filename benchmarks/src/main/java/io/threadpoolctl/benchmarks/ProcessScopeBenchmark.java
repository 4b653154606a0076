package io.threadpoolctl.benchmarks;

/** Scopes on OpenBLAS, first in and last out: the native value changes and changes back. For one thread. */
public class ProcessScopeBenchmark extends ScopeBenchmark {

    /** Loads OpenBLAS. */
    public ProcessScopeBenchmark() {
        super(Native.OPENBLAS, "openblas_get_num_threads", "openblas_set_num_threads", "openblas");
    }
}
