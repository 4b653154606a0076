package io.threadpoolctl.benchmarks;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What is paid once: the first limited call of the process, and that of each new thread, however many threads there are. */
public final class FirstCalls {

    private static final int NEW_THREADS = 300;

    private FirstCalls() {}

    /** Prints rows of a table. */
    public static void main(String[] arguments) throws InterruptedException {
        System.load(Native.OPENBLAS);
        Limits limits = Limits.blas(1);
        Threadpools pools = Threadpools.ofProcess();
        long before = System.nanoTime();
        pools.refresh();
        long start = System.nanoTime();
        pools.run(limits, () -> {});
        long first = System.nanoTime() - start;
        Row.print("the first look of the process", (start - before) / 1e6, "ms", "", null);
        Row.print("first limited call of the process, after it", first / 1e3, "µs", "2 ms", first <= 2_000_000);
        Holder holder = Holder.of(pools, limits);
        for (int i = 0; i < 20; i++) {
            ofNewThreads(pools, limits); // compiled by then
        }
        for (int others : new int[] {10, 1_000, 8_000}) {
            CountDownLatch end = new CountDownLatch(1);
            List<Thread> there = others(others, pools, limits, end);
            long nanos = ofNewThreads(pools, limits);
            Row.print(
                    "first limited call of a new thread beside " + others + " others, median",
                    nanos / 1e3,
                    "µs",
                    "2 µs",
                    nanos <= 2_000);
            end.countDown();
            for (Thread thread : there) {
                thread.join();
            }
        }
        holder.end();
    }

    private static List<Thread> others(int number, Threadpools pools, Limits limits, CountDownLatch end)
            throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        CountDownLatch ready = new CountDownLatch(number);
        for (int i = 0; i < number; i++) {
            Runnable body = () -> {
                pools.run(limits, () -> {});
                ready.countDown();
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            };
            Thread thread = new Thread(body);
            thread.start();
            threads.add(thread);
        }
        ready.await();
        return threads;
    }

    private static long ofNewThreads(Threadpools pools, Limits limits) throws InterruptedException {
        long[] nanos = new long[NEW_THREADS];
        for (int i = 0; i < NEW_THREADS; i++) {
            int index = i;
            Thread thread = new Thread(() -> {
                System.nanoTime(); // what a thread's first question for the time costs is nobody's but Java's
                long before = System.nanoTime();
                pools.run(limits, () -> {});
                nanos[index] = System.nanoTime() - before;
            });
            thread.start();
            thread.join();
        }
        Arrays.sort(nanos);
        return nanos[NEW_THREADS / 2];
    }
}
