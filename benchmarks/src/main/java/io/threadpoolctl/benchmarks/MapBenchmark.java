package io.threadpoolctl.benchmarks;

import io.threadpoolctl.concurrent.ThreadPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A map with an empty body, and the same in equal chunks through the common pool. Times are for one item. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MapBenchmark {

    private static final int ITEMS = 100_000;
    private static final Function<Integer, Integer> EMPTY = x -> x;

    private final ThreadPool pool = ThreadPool.create();
    private final List<Integer> list = IntStream.range(0, ITEMS).boxed().toList();
    private final int chunk = ITEMS / (4 * pool.processes()) + 1;

    /** Ends the pool. */
    @TearDown
    public void end() {
        pool.close();
    }

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public List<Integer> threadPoolMap() {
        return pool.map(EMPTY, list, chunk);
    }

    /** The floor. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public List<Object> commonPool() {
        Object[] cells = list.toArray();
        List<ForkJoinTask<?>> tasks = new ArrayList<>();
        for (int from = 0; from < cells.length; from += chunk) {
            int start = from;
            int end = Math.min(cells.length, from + chunk);
            tasks.add(ForkJoinPool.commonPool().submit(() -> apply(cells, start, end)));
        }
        tasks.forEach(ForkJoinTask::join);
        return Arrays.asList(cells);
    }

    private static void apply(Object[] cells, int from, int to) {
        for (int i = from; i < to; i++) {
            cells[i] = EMPTY.apply((Integer) cells[i]);
        }
    }
}
