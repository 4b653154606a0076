package io.threadpoolctl.workloads;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The threads that call, the same from beginning to end as those of a server. */
final class Callers implements AutoCloseable {

    static final int NUMBER = 8;

    private final ExecutorService threads = Executors.newFixedThreadPool(NUMBER);
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** Has each thread make its call again and again; a call that is under way at the end is waited for and counts. */
    Window call(List<Call> calls, Duration duration) throws Exception {
        CyclicBarrier start = new CyclicBarrier(calls.size());
        List<Callable<List<Long>>> tasks = new ArrayList<>();
        for (Call call : calls) {
            tasks.add(() -> {
                start.await();
                return latencies(call, duration.toNanos());
            });
        }
        long before = system.getProcessCpuTime();
        List<Future<List<Long>>> futures = threads.invokeAll(tasks);
        long cpu = system.getProcessCpuTime() - before;
        double callsPerSecond = 0;
        List<Long> all = new ArrayList<>();
        for (Future<List<Long>> future : futures) {
            List<Long> latencies = future.get();
            long nanos = latencies.stream().mapToLong(Long::longValue).sum();
            callsPerSecond += latencies.size() / (nanos / 1e9);
            all.addAll(latencies);
        }
        return new Window(callsPerSecond, cpu, all);
    }

    private static List<Long> latencies(Call call, long nanos) throws Exception {
        List<Long> latencies = new ArrayList<>();
        long begin = System.nanoTime();
        long now = begin;
        do {
            long before = now;
            call.run();
            now = System.nanoTime();
            latencies.add(now - before);
        } while (now - begin < nanos);
        return latencies;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
