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
import org.openjdk.jmh.annotations.State;

/** Limiting one library to one thread, by each way there is, beside the same native calls made directly. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class ScopeBenchmark {

    /** How wide the library is before it is limited. */
    private static final int POOL = 4;

    final Threadpools pools;
    final Limits limits = Limits.all(1);
    private final IntSupplier getter;
    private final IntConsumer setter;

    ScopeBenchmark(String library, String getter, String setter, String internalApi) {
        this.getter = Native.function(library, getter).asIntSupplier();
        this.setter = Native.function(library, setter).asIntConsumer();
        this.pools = Threadpools.ofProcess().select(internalApi);
        this.setter.accept(POOL);
    }

    /** The floor: one get and two sets, which is also what everybody writes who saves and restores by hand. */
    @Benchmark
    public int saveSetRestore() {
        int saved = getter.getAsInt();
        setter.accept(1);
        setter.accept(saved);
        return saved;
    }

    /** A scope in a try statement. Returned as it is: to make a number of it would cost a quarter as much again. */
    @Benchmark
    public LimitScope limit() {
        try (LimitScope scope = pools.limit(limits)) {
            return scope;
        }
    }

    /** A call inside a scope. */
    @Benchmark
    public int call() {
        return pools.call(limits, () -> 1);
    }
}
