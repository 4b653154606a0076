package io.threadpoolctl.natives;

import io.threadpoolctl.natives.SoakWorker.Findings;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The rounds of the soak. In each, some of the workers are at it, from one to all, and ask for at least so many threads: if
 * all did and asked for anything, somebody would hold every library at one thread for ever. After each, when all is closed,
 * everything has to be at its baseline.
 */
final class SoakRounds {

    private static final int FEWEST = 5;
    private static final int STEPS = 20;
    private static final List<Integer> DIVISORS = List.of(1, 4, 16, 32, 64);

    private final Random random;
    private final int workers;
    private final long nanos;
    private final BooleanSupplier atBaseline;
    private final CyclicBarrier barrier;

    // Written by the barrier's action, which everybody waits for.
    private boolean over;
    private long begin;
    private int number;
    private int first;
    private int active;
    private int smallest;
    private int notBack;
    private int joined;

    SoakRounds(int workers, Random random, long seconds, BooleanSupplier atBaseline) {
        this.workers = workers;
        this.random = random;
        this.atBaseline = atBaseline;
        this.nanos = TimeUnit.SECONDS.toNanos(seconds);
        this.barrier = new CyclicBarrier(workers, this::next);
    }

    /** One worker's part in all rounds. */
    Findings make(SoakWorker worker) throws Exception {
        int place = join();
        barrier.await();
        while (!over) {
            if (Math.floorMod(place - first, workers) < active) {
                worker.round(smallest, STEPS);
            }
            barrier.await();
        }
        return worker.findings();
    }

    int number() {
        return number;
    }

    /** What was not as it should be between the rounds. */
    Findings findings() {
        return new Findings(0, 0, 0, 0, notBack);
    }

    private synchronized int join() {
        return joined++;
    }

    private void next() {
        notBack += atBaseline.getAsBoolean() ? 0 : 1;
        if (number == 0) {
            begin = System.nanoTime();
        }
        over = number > FEWEST && System.nanoTime() - begin > nanos;
        number++;
        first = random.nextInt(workers);
        active = workers / DIVISORS.get(random.nextInt(DIVISORS.size()));
        smallest = 1 + random.nextInt(SoakWorker.WIDEST);
    }
}
