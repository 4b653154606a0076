package io.threadpoolctl.benchmarks;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.binding.NativeProcess;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Scopes on libgomp, whose value each thread has for itself; and holding a virtual thread on its carrier for them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ThreadScopeBenchmark {

    private final IntSupplier getter =
            Native.function(Native.LIBGOMP, "omp_get_max_threads").asIntSupplier();
    private final IntConsumer setter =
            Native.function(Native.LIBGOMP, "omp_set_num_threads").asIntConsumer();
    private final Threadpools pools = Threadpools.ofProcess().select("openmp");
    private final Limits limits = Limits.openmp(1);
    private final NativeProcess process = NativeProcess.current();
    private final Runnable nothing = () -> {};

    /** The floor: save, set and restore. */
    @Benchmark
    public int saveSetRestore() {
        int saved = getter.getAsInt();
        setter.accept(1);
        setter.accept(saved);
        return saved;
    }

    /** A scope in a try statement. */
    @Benchmark
    public int limit() {
        try (LimitScope scope = pools.limit(limits)) {
            return scope.hashCode();
        }
    }

    /** A call inside a scope. */
    @Benchmark
    public int call() {
        return pools.call(limits, () -> 1);
    }

    /** Through native code and back, which is what keeps a virtual thread where it is. */
    @Benchmark
    public void pinned() {
        process.pinned(nothing);
    }
}
