package io.threadpoolctl.benchmarks;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Scopes on OpenBLAS, first in and last out: the native value changes and changes back. For one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ProcessScopeBenchmark {

    private static final int POOL = 4;

    private final IntSupplier getter =
            Native.function(Native.OPENBLAS, "openblas_get_num_threads").asIntSupplier();
    private final IntConsumer setter =
            Native.function(Native.OPENBLAS, "openblas_set_num_threads").asIntConsumer();
    private final Threadpools pools = Threadpools.ofProcess().select("openblas");
    private final Limits limits = Limits.blas(1);

    /** A pool that a limit narrows. */
    @Setup
    public void widen() {
        setter.accept(POOL);
    }

    /** The floor: one get and two sets, which is also what everybody writes who saves and restores by hand. */
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
}
