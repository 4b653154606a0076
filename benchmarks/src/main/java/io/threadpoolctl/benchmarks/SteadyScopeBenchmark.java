package io.threadpoolctl.benchmarks;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Scopes on OpenBLAS whose value is in force already, because another thread holds a scope: nothing is to be set. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SteadyScopeBenchmark {

    private static final int POOL = 4;

    private final IntSupplier getter =
            Native.function(Native.OPENBLAS, "openblas_get_num_threads").asIntSupplier();
    private final IntConsumer setter =
            Native.function(Native.OPENBLAS, "openblas_set_num_threads").asIntConsumer();
    private final Threadpools pools = Threadpools.ofProcess().select("openblas");
    private final Limits limits = Limits.blas(1);
    private @Nullable Holder holder;

    /** Has another thread hold a scope. */
    @Setup
    public void hold() {
        setter.accept(POOL);
        holder = Holder.of(pools, limits);
    }

    /** Ends it. */
    @TearDown
    public void release() {
        if (holder != null) {
            holder.end();
        }
    }

    /** The floor: what saving, setting and restoring costs, which is wrong here, since it does not see the others. */
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
