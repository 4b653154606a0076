package io.threadpoolctl.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Threads that write nothing but a slot of their own: one atomic step in and one out, far from everybody else's. What many of
 * them make together over one is what a machine can give at this moment.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OwnSlotBenchmark {

    private static final int MOST_THREADS = 64;

    /** Two cache lines. */
    private static final int SPACING = 16;

    private final AtomicLongArray slots = new AtomicLongArray((MOST_THREADS + 1) * SPACING);
    private final AtomicInteger next = new AtomicInteger();

    /** A thread's own. */
    @State(Scope.Thread)
    public static class Slot {

        private int index;

        /** Takes one. */
        @Setup
        public void take(OwnSlotBenchmark benchmark) {
            index = (1 + benchmark.next.getAndIncrement() % MOST_THREADS) * SPACING;
        }
    }

    /** In and out. */
    @Benchmark
    public long inAndOut(Slot slot) {
        long word = slots.getAndIncrement(slot.index);
        slots.compareAndSet(slot.index, word + 1, word);
        return word;
    }
}
