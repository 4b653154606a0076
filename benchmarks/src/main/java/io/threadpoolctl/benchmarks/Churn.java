package io.threadpoolctl.benchmarks;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.Function;

/** A million threads, one after another, each with one limited call: what a thread costs more, and what is left of them. */
public final class Churn {

    private static final int THREADS = 1_000_000;
    private static final int BARE_THREADS = 100_000;
    private static final long MEGABYTE = 1 << 20;

    private static int sink;

    private Churn() {}

    /** Prints rows of a table. */
    public static void main(String[] arguments) throws InterruptedException {
        System.load(Native.OPENBLAS);
        measure("platform", action -> {
            Thread thread = new Thread(action);
            thread.start();
            return thread;
        });
        if (VirtualThreadBenchmark.isPossible()) {
            measure("virtual", VirtualThreadBenchmark::start);
        }
    }

    private static void measure(String kind, Function<Runnable, Thread> start) throws InterruptedException {
        Limits limits = Limits.blas(1);
        Threadpools pools = Threadpools.ofProcess();
        Runnable limited = () -> sink += pools.call(limits, () -> 1);
        Runnable bare = () -> sink++;
        Holder holder = Holder.of(pools, limits);
        run(BARE_THREADS, start, limited);
        run(BARE_THREADS, start, bare);
        long before = usedAfterCollection();
        double with = run(THREADS, start, limited);
        double without = run(BARE_THREADS, start, bare);
        long left = usedAfterCollection() - before;
        Row.print(
                "a million " + kind + " threads of one limited call each: each over a bare one",
                with - without,
                "ns",
                String.format(Locale.ROOT, "%.0f ns for each bare one", without),
                "",
                null);
        Row.print(
                "left on the heap of a million " + kind + " threads",
                (double) left / MEGABYTE,
                "MB",
                "1 MB",
                left <= MEGABYTE);
        holder.end();
    }

    private static double run(int threads, Function<Runnable, Thread> start, Runnable action)
            throws InterruptedException {
        long begin = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            start.apply(action).join();
        }
        return (System.nanoTime() - begin) / (double) threads;
    }

    private static long usedAfterCollection() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
