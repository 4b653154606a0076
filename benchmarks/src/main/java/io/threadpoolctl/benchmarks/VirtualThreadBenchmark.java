package io.threadpoolctl.benchmarks;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One limited call on a virtual thread of its own, beside such a thread that does nothing, many of them started before the first
 * is waited for: to wait for each would be to measure how threads are woken. For Java 21 and later.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class VirtualThreadBenchmark {

    private static final int THREADS = 1_000;

    private final Limits limits = Limits.blas(1);
    private final Threadpools pools;
    private final Holder holder;
    private int sink;

    /** Loads OpenBLAS and has another thread hold a scope. */
    public VirtualThreadBenchmark() {
        System.load(Native.OPENBLAS);
        pools = Threadpools.ofProcess();
        holder = Holder.of(pools, limits);
    }

    /** Ends it. */
    @TearDown
    public void release() {
        holder.end();
    }

    /** Whether this Java has such threads. */
    static boolean isPossible() {
        return Runtime.version().feature() >= 21;
    }

    /** The floor. */
    @Benchmark
    @OperationsPerInvocation(THREADS)
    public int bare() throws InterruptedException {
        return run(() -> sink++);
    }

    /** All included. */
    @Benchmark
    @OperationsPerInvocation(THREADS)
    public int limited() throws InterruptedException {
        return run(() -> sink += pools.call(limits, () -> 1));
    }

    private int run(Runnable action) throws InterruptedException {
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            threads[i] = start(action);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return sink;
    }

    static Thread start(Runnable action) {
        try {
            return (Thread) Starter.START.invokeExact(action);
        } catch (Throwable e) {
            throw new IllegalStateException("This Java has no virtual threads.", e);
        }
    }

    /** Looked up when it is first needed, so that Java 17 can load the class. */
    private static final class Starter {

        static final MethodHandle START = find();

        private static MethodHandle find() {
            try {
                return MethodHandles.publicLookup()
                        .findStatic(
                                Thread.class,
                                "startVirtualThread",
                                MethodType.methodType(Thread.class, Runnable.class));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("This Java has no virtual threads.", e);
            }
        }
    }
}
