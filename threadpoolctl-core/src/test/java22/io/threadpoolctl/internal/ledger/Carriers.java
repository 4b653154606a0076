package io.threadpoolctl.internal.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Helps scenarios with virtual threads that run on few carriers. */
final class Carriers {

    // Without locks: a thread that waits for one without a carrier, while all carriers sleep, would hold up everybody.
    private final Queue<Sleeper> sleepers = new ConcurrentLinkedQueue<>();

    /** The system property that says how many carriers there are. */
    static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

    /** Parks the calling virtual thread until somebody wakes it. */
    void sleep() {
        Sleeper sleeper = new Sleeper(Thread.currentThread(), new AtomicBoolean());
        sleepers.add(sleeper);
        while (!sleeper.awake().get()) {
            LockSupport.park(this);
        }
    }

    /** Waits until so many threads sleep at the same time and wakes them; then the next so many; from a platform thread. */
    void wake(int together, int times) {
        for (int time = 0; time < times; time++) {
            List<Sleeper> parked = new ArrayList<>();
            while (parked.size() < together) {
                Sleeper sleeper = next();
                while (sleeper.thread().getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                parked.add(sleeper);
            }
            parked.forEach(Sleeper::wake);
        }
    }

    private Sleeper next() {
        Sleeper sleeper = sleepers.poll();
        while (sleeper == null) {
            Thread.onSpinWait();
            sleeper = sleepers.poll();
        }
        return sleeper;
    }

    /** One answer from each carrier: the threads that ask meet without ever parking, so each needs a carrier of its own. */
    static <T> List<T> all(Supplier<T> question) throws InterruptedException {
        int carriers = Integer.getInteger(PARALLELISM, 0);
        Queue<T> answers = new ConcurrentLinkedQueue<>();
        CountDownLatch arrived = new CountDownLatch(carriers);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < carriers; i++) {
            threads.add(Thread.startVirtualThread(() -> {
                arrived.countDown();
                while (arrived.getCount() > 0) {
                    Thread.onSpinWait();
                }
                answers.add(question.get());
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return List.copyOf(answers);
    }

    private record Sleeper(Thread thread, AtomicBoolean awake) {

        void wake() {
            awake.set(true);
            LockSupport.unpark(thread);
        }
    }
}
