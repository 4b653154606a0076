package io.threadpoolctl.demo.load;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends the requests of one round and waits for their answers. */
final class RoundRunner {

    private static final Duration DRAIN = Duration.ofMinutes(10);

    private final RunningDemo demo;
    private final int requests;
    private final int seconds;
    private final int patience;
    private final PrintStream progress;

    RoundRunner(RunningDemo demo, int requests, int seconds, int patience, PrintStream progress) {
        this.demo = demo;
        this.requests = requests;
        this.seconds = seconds;
        this.patience = patience;
        this.progress = progress;
    }

    Round run(Way way, int clients) throws InterruptedException {
        Queue<Double> latencies = new ConcurrentLinkedQueue<>();
        Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
        AtomicInteger left = new AtomicInteger(requests);
        ExecutorService threads = Executors.newFixedThreadPool(clients, RoundRunner::daemon);
        long start = System.nanoTime();
        for (int i = 0; i < clients; i++) {
            threads.execute(() -> {
                try {
                    while (failures.isEmpty() && since(start) < seconds && left.getAndDecrement() > 0) {
                        long sent = System.nanoTime();
                        demo.compress(way);
                        latencies.add(since(sent));
                    }
                } catch (RuntimeException e) {
                    failures.add(e);
                }
            });
        }
        threads.shutdown();
        boolean complete = threads.awaitTermination(seconds + patience, TimeUnit.SECONDS);
        Round round = Round.of(latencies, since(start));
        if (!complete) {
            drain(threads);
        }
        if (!failures.isEmpty()) {
            throw failures.remove();
        }
        return round;
    }

    /**
     * Lets the service finish what nobody waits for any more, lest it disturbs the next round. A limited request beside
     * it helps: the limit holds for the whole process, so the late ones no longer fight each other.
     */
    private void drain(ExecutorService late) throws InterruptedException {
        progress.println("waiting for late answers");
        long start = System.nanoTime();
        while (!late.awaitTermination(10, TimeUnit.MILLISECONDS)) {
            demo.compress(Way.LIMITED);
            if (since(start) > DRAIN.toSeconds()) {
                throw new IllegalStateException("The service is still busy after " + DRAIN.toMinutes()
                        + " minutes of waiting. Restart it, and use fewer --clients.");
            }
        }
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private static Thread daemon(Runnable client) {
        Thread thread = new Thread(client, "load");
        thread.setDaemon(true);
        return thread;
    }
}
