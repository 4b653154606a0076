package io.threadpoolctl.benchmarks;

import io.threadpoolctl.internal.binding.NativeProcess;
import org.openjdk.jmh.annotations.Benchmark;

/** Scopes on libgomp, whose value each thread has for itself; and holding a virtual thread on its carrier for them. */
public class ThreadScopeBenchmark extends ScopeBenchmark {

    private final NativeProcess process = NativeProcess.current();
    private final Runnable nothing = () -> {};

    /** Loads libgomp. */
    public ThreadScopeBenchmark() {
        super(Native.LIBGOMP, "omp_get_max_threads", "omp_set_num_threads", "openmp");
    }

    /** Through native code and back, which is what keeps a virtual thread where it is. */
    @Benchmark
    public void pinned() {
        process.pinned(nothing);
    }
}
