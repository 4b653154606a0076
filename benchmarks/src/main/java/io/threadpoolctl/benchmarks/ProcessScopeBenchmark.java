package io.threadpoolctl.benchmarks;

/**
 * Scopes on OpenBLAS that nobody else holds. For one thread this is first in and last out: the native value changes and changes
 * back. Several threads find it in force or not, as it comes. Saving and restoring by hand is wrong for several.
 */
public class ProcessScopeBenchmark extends ScopeBenchmark {

    /** Loads OpenBLAS. */
    public ProcessScopeBenchmark() {
        super(Native.OPENBLAS, "openblas_get_num_threads", "openblas_set_num_threads", "openblas");
    }
}
