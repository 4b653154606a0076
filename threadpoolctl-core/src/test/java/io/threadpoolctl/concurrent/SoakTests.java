package io.threadpoolctl.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A million small tasks of every kind from several threads, with cancellations, on a small pool. */
@Timeout(300)
class SoakTests {
    private static final int TASKS = 1_000_000;
    private static final int CALLERS = 4;

    private final List<Thread> workers = Collections.synchronizedList(new ArrayList<>());
    private final ThreadPool pool = ThreadPool.builder()
            .processes(3)
            .threadFactory(code -> {
                Thread thread = new Thread(code);
                workers.add(thread);
                return thread;
            })
            .build();
    private final LongAdder ran = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder wrong = new LongAdder();

    @Test
    void losesNoTaskAndLeaksNoThread() throws Exception {
        long seed = Long.getLong("soak.seed", System.nanoTime());
        System.out.println("SoakTests: repeat with -Dsoak.seed=" + seed);
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            Random random = new Random(seed + i);
            Thread caller = new Thread(() -> call(random, TASKS / CALLERS));
            caller.start();
            callers.add(caller);
        }
        for (Thread caller : callers) {
            caller.join();
        }
        pool.shutdown();
        pool.join();
        assertThat(wrong.sum()).as("wrong values, seed %d", seed).isZero();
        assertThat(delivered.sum() + cancelled.sum())
                .as("outcomes, seed %d", seed)
                .isEqualTo(TASKS);
        assertThat(ran.sum()).as("tasks run, seed %d", seed).isBetween(delivered.sum(), (long) TASKS);
        assertThat(pool.queuedTasks()).isZero();
        assertThat(workers).hasSize(3).noneMatch(Thread::isAlive);
    }

    private void call(Random random, int tasks) {
        int left = tasks;
        while (left > 0) {
            int count = Math.min(left, 1 + random.nextInt(200));
            left -= count;
            switch (random.nextInt(6)) {
                case 0 -> applyAll(count, 0);
                case 1 -> applyAll(count, 1 + random.nextInt(10));
                case 2 -> check(pool.map(this::task, MapTests.numbers(count), 1 + random.nextInt(4)), count);
                case 3 -> check(pool.imap(this::task, MapTests.numbers(count), 1 + random.nextInt(count)), count);
                case 4 ->
                    checkSum(pool.imapUnordered(this::task, MapTests.numbers(count), 1 + random.nextInt(count)), count);
                default -> check(pool.apply(() -> pool.map(this::task, MapTests.numbers(count))), count);
            }
        }
    }

    private int task(int x) {
        ran.increment();
        return x + 1;
    }

    /** Every so many are cancelled at once, maybe before they run, maybe not; 0 cancels none. */
    private void applyAll(int count, int cancelEvery) {
        List<AsyncResult<Integer>> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int x = i;
            AsyncResult<Integer> result = pool.applyAsync(() -> task(x));
            if (cancelEvery > 0 && i % cancelEvery == 0) {
                result.cancel(i % 2 == 0);
            }
            results.add(result);
        }
        for (int i = 0; i < count; i++) {
            if (results.get(i).isCancelled()) {
                cancelled.increment();
            } else {
                checkOne(i, results.get(i).await());
            }
        }
    }

    private void check(Iterable<Integer> results, int count) {
        int x = 0;
        for (int result : results) {
            checkOne(x++, result);
        }
        if (x != count) {
            wrong.increment();
        }
    }

    private void checkSum(Iterable<Integer> results, int count) {
        long sum = 0;
        for (int result : results) {
            sum += result;
            delivered.increment();
        }
        if (sum != count * (count + 1L) / 2) {
            wrong.increment();
        }
    }

    private void checkOne(int x, int result) {
        delivered.increment();
        if (result != x + 1) {
            wrong.increment();
        }
    }
}
