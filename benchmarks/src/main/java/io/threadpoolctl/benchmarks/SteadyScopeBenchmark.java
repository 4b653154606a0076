package io.threadpoolctl.benchmarks;

import org.openjdk.jmh.annotations.TearDown;

/**
 * Scopes on OpenBLAS whose value is in force already, because another thread holds a scope: nothing is to be set. Saving and
 * restoring by hand is wrong here, since it does not see the others.
 */
public class SteadyScopeBenchmark extends ScopeBenchmark {

    private final Holder holder;

    /** Loads OpenBLAS and has another thread hold a scope. */
    public SteadyScopeBenchmark() {
        super(Native.OPENBLAS, "openblas_get_num_threads", "openblas_set_num_threads", "openblas");
        holder = Holder.of(pools, limits);
    }

    /** Ends it. */
    @TearDown
    public void release() {
        holder.end();
    }
}
