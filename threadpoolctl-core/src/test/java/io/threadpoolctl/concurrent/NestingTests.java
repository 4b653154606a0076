package io.threadpoolctl.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that use their own pool and wait for it. */
@Timeout(300)
class NestingTests {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aTaskMayWaitForItsOwnPool(int workers) {
        try (ThreadPool pool = ThreadPool.create(workers)) {
            assertThat(pool.apply(() -> pool.apply(() -> pool.apply(() -> 7)))).isEqualTo(7);
            assertThat(pool.apply(() -> pool.applyAsync(() -> 7).get())).isEqualTo(7);
            assertThat(pool.apply(() -> pool.applyAsync(() -> 7).join())).isEqualTo(7);
            assertThat(pool.apply(() -> pool.map(x -> x * x, MapTests.numbers(100), 1)))
                    .isEqualTo(MapTests.squares(100));
            assertThat(pool.map(
                            x -> pool.map(y -> x * y, MapTests.numbers(4)).stream()
                                    .mapToInt(y -> y)
                                    .sum(),
                            MapTests.numbers(20)))
                    .isEqualTo(MapTests.numbers(20).stream().map(x -> 6 * x).toList());
            assertThat(fibonacci(pool, 12)).isEqualTo(144);
        }
    }

    private static int fibonacci(ThreadPool pool, int n) {
        if (n < 2) {
            return n;
        }
        AsyncResult<Integer> left = pool.applyAsync(() -> fibonacci(pool, n - 1));
        return fibonacci(pool, n - 2) + left.await();
    }

    @Test
    void aTaskMayInvokeItsOwnPool() {
        try (ThreadPool pool = ThreadPool.create(1)) {
            List<Callable<Integer>> tasks = List.of(() -> 1, () -> 2);
            assertThat(pool.apply(() -> pool.invokeAll(tasks).get(1).get())).isEqualTo(2);
            assertThat(pool.apply(() -> pool.invokeAny(tasks))).isEqualTo(1);
        }
    }

    @Test
    void freeWorkersTakeTheNestedTaskWhileItsCallerWaitsInAnyWay() throws Exception {
        try (ThreadPool pool = ThreadPool.create(2)) {
            int result = pool.apply(() -> {
                CountDownLatch done = new CountDownLatch(1);
                pool.execute(done::countDown);
                done.await();
                return pool.applyAsync(() -> 7).thenApply(x -> x + 1).get();
            });
            assertThat(result).isEqualTo(8);
        }
    }

    /** The documented limit of a pool of one: only untimed waits for the result itself help. */
    @Test
    void aTimedWaitInAPoolOfOneEndsInATimeout() {
        try (ThreadPool pool = ThreadPool.create(1)) {
            assertThatThrownBy(() -> pool.apply(() -> pool.applyAsync(() -> 7).get(1, TimeUnit.MILLISECONDS)))
                    .isInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void aWorkerOfOnePoolDoesNotRunTheTasksOfAnother() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (ThreadPool outer = ThreadPool.create(1);
                ThreadPool inner =
                        ThreadPool.builder().processes(1).namePrefix("inner-").build()) {
            CountDownLatch busy = new CountDownLatch(1);
            inner.execute(() -> {
                busy.countDown();
                ApplyTests.awaitUnchecked(gate);
            });
            busy.await();
            Thread waiting = outer.apply(Thread::currentThread);
            AsyncResult<String> name = outer.applyAsync(() -> {
                AsyncResult<String> result =
                        inner.applyAsync(() -> Thread.currentThread().getName());
                openWhenWaiting(waiting, gate);
                return result.await();
            });
            assertThat(name.await()).isEqualTo("inner-1");
        }
    }

    /** Opens the gate only when the thread has nothing left to do but wait. */
    private static void openWhenWaiting(Thread waiting, CountDownLatch gate) {
        Thread watcher = new Thread(() -> {
            while (waiting.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            gate.countDown();
        });
        watcher.setDaemon(true);
        watcher.start();
    }

    @Test
    void anInterruptOfANestedTaskStaysInIt() throws Exception {
        try (ThreadPool pool = ThreadPool.create(1)) {
            CountDownLatch running = new CountDownLatch(1);
            List<AsyncResult<Integer>> nested = new ArrayList<>();
            AsyncResult<Boolean> outer = pool.applyAsync(() -> {
                AsyncResult<Integer> result = pool.applyAsync(() -> {
                    running.countDown();
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait(); // looks at its status, and leaves it behind
                    }
                    return 1;
                });
                nested.add(result);
                result.awaitReady(Deadline.NEVER);
                return Thread.currentThread().isInterrupted();
            });
            running.await();
            nested.get(0).cancel(true);
            assertThat(outer.await()).isFalse();
        }
    }
}
