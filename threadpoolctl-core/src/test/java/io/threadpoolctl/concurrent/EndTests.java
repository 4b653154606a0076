package io.threadpoolctl.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;

@Timeout(300)
class EndTests {
    private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch gate = new CountDownLatch(1);
    private final ThreadPool pool = ThreadPool.builder()
            .processes(2)
            .threadFactory(code -> {
                Thread thread = new Thread(code);
                threads.add(thread);
                return thread;
            })
            .closeTimeout(Duration.ofMillis(1))
            .build();

    @AfterEach
    void end() {
        gate.countDown();
        pool.terminate();
        assertThat(pool.join(Duration.ofMinutes(5))).isTrue();
        assertThat(threads).noneMatch(Thread::isAlive);
    }

    private static Consumer<ThreadPool> ending(String way) {
        return switch (way) {
            case "shutdown" -> ThreadPool::shutdown;
            case "terminate" -> ThreadPool::terminate;
            case "shutdownNow" -> ThreadPool::shutdownNow;
            default -> ThreadPool::close;
        };
    }

    @SuppressWarnings("FutureReturnValueIgnored") // there is none
    @ParameterizedTest
    @ValueSource(strings = {"shutdown", "terminate", "shutdownNow", "close"})
    void newWorkIsRefused(String way) {
        ending(way).accept(pool);
        ending(way).accept(pool);
        List<Callable<?>> calls = List.of(
                () -> pool.apply(() -> 1),
                () -> pool.applyAsync(() -> 1),
                () -> pool.map(x -> x, List.of(1)),
                () -> pool.map(x -> x, List.of()),
                () -> pool.mapAsync(x -> x, List.of(1)),
                () -> pool.starmap((a, b) -> a, List.of(Args.of(1, 2))),
                () -> pool.imap(x -> x, List.of(1)),
                () -> pool.imapUnordered(x -> x, List.of(1)));
        assertThat(calls)
                .allSatisfy(call ->
                        assertThatIllegalStateException().isThrownBy(call::call).withMessage("Pool not running"));
        assertThat(pool.isShutdown()).isTrue();
    }

    @Test
    void joiningARunningPoolIsRefused() {
        assertThatIllegalStateException().isThrownBy(pool::join).withMessageStartingWith("Pool is still running");
        assertThatIllegalStateException().isThrownBy(() -> pool.join(Duration.ofSeconds(1)));
    }

    @Test
    void aWorkerCannotJoinItsOwnPool() {
        AsyncResult<Throwable> result = pool.applyAsync(() -> {
            ApplyTests.awaitUnchecked(gate);
            return catchThrowable(pool::join);
        });
        pool.shutdown();
        gate.countDown();
        assertThat(result.await()).isInstanceOf(IllegalStateException.class).hasMessageContaining("own pool");
    }

    @Test
    void aTaskMayCloseItsOwnPool() {
        assertThat(pool.apply(() -> {
                    pool.close();
                    return 1;
                }))
                .isEqualTo(1);
        pool.join();
        assertThat(pool.isTerminated()).isTrue();
    }

    @Test
    void shutdownRunsWhatIsQueued() {
        AtomicInteger ran = new AtomicInteger();
        List<AsyncResult<Integer>> results = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            results.add(pool.applyAsync(() -> {
                ApplyTests.awaitUnchecked(gate);
                return ran.incrementAndGet();
            }));
        }
        pool.shutdown();
        assertThat(pool.isTerminated()).isFalse();
        assertThat(pool.join(Duration.ofMillis(1))).isFalse();
        gate.countDown();
        pool.join();
        assertThat(ran).hasValue(100);
        assertThat(results).allMatch(AsyncResult::successful);
        assertThat(pool.isTerminated()).isTrue();
    }

    @Test
    void terminateDropsWhatIsQueuedAndLetsRunningTasksGoOn() throws Exception {
        CountDownLatch running = new CountDownLatch(2);
        AtomicInteger ran = new AtomicInteger();
        List<Throwable> told = Collections.synchronizedList(new ArrayList<>());
        List<AsyncResult<Integer>> results = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            results.add(pool.applyAsync(
                    () -> {
                        running.countDown();
                        gate.await();
                        return ran.incrementAndGet();
                    },
                    null,
                    told::add));
        }
        AsyncResult<List<Integer>> map = pool.mapAsync(x -> x, MapTests.numbers(1000), 1);
        FutureTask<Integer> foreign = new FutureTask<>(() -> 1);
        pool.execute(foreign);
        running.await();
        pool.terminate();
        assertThat(pool.queuedTasks()).isZero();
        assertThat(results.subList(2, 10_000)).allMatch(AsyncResult::isCancelled);
        assertThatThrownBy(results.get(9_999)::await)
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("terminated");
        assertThatThrownBy(map::await).isInstanceOf(CancellationException.class);
        assertThat(foreign.isCancelled()).isTrue();
        assertThat(told).hasSize(9_998);
        assertThat(results.subList(0, 2)).noneMatch(AsyncResult::ready);
        gate.countDown();
        pool.join();
        assertThat(results.subList(0, 2)).allMatch(AsyncResult::successful);
        assertThat(ran).hasValue(2);
    }

    @Test
    void aMapThatIsHalfRunWhenItIsTerminatedFailsWhenTheRunningChunksAreDone() throws Exception {
        CountDownLatch running = new CountDownLatch(2);
        AsyncResult<List<Integer>> map = pool.mapAsync(
                x -> {
                    running.countDown();
                    ApplyTests.awaitUnchecked(gate);
                    return x;
                },
                MapTests.numbers(10),
                1);
        running.await();
        pool.terminate();
        assertThat(map.ready()).isFalse();
        gate.countDown();
        assertThatThrownBy(map::await).isInstanceOf(CancellationException.class);
    }

    @Test
    void leavingTheBlockTerminatesAndWaitsForRunningTasks() throws Exception {
        Thread closer = Thread.currentThread();
        Thread watcher = new Thread(() -> {
            while (closer.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            gate.countDown();
        });
        CountDownLatch running = new CountDownLatch(1);
        AsyncResult<Integer> first;
        AsyncResult<Integer> second;
        try (ThreadPool one = ThreadPool.create(1)) {
            first = one.applyAsync(() -> {
                running.countDown();
                gate.await();
                return 1;
            });
            second = one.applyAsync(() -> 2);
            running.await();
            watcher.setDaemon(true);
            watcher.start();
        }
        assertThat(first.successful()).isTrue();
        assertThat(second.isCancelled()).isTrue();
    }

    @Test
    void closeInterruptsWhatOutlastsItsTimeAndReturns() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        pool.execute(() -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                ApplyTests.awaitUnchecked(gate);
            }
        });
        running.await();
        pool.close();
        interrupted.await();
        assertThat(pool.isTerminated()).isFalse();
    }

    /** As {@code ExecutorService.close()} does it: what runs is interrupted at once, and still waited for. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInterruptedCloseInterruptsWhatRunsWaitsForItAndKeepsTheStatus(boolean before) throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        ThreadPool slow = patient();
        List<Boolean> afterwards = new ArrayList<>();
        Thread closer = new Thread(() -> {
            if (before) {
                Thread.currentThread().interrupt();
            }
            slow.close();
            afterwards.add(slow.isTerminated());
            afterwards.add(Thread.currentThread().isInterrupted());
        });
        slow.execute(() -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                told.countDown();
                awaitWaitingOrEnd(closer);
            }
        });
        running.await();
        closer.start();
        if (!before) {
            awaitWaitingOrEnd(closer);
            closer.interrupt();
        }
        told.await();
        closer.join();
        assertThat(afterwards).containsExactly(true, true);
    }

    @Test
    void aSecondInterruptDoesNotEndTheWait() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        ThreadPool slow = patient();
        slow.execute(() -> {
            running.countDown();
            while (gate.getCount() > 0) {
                if (Thread.interrupted()) {
                    told.countDown();
                }
            }
        });
        running.await();
        List<Boolean> afterwards = new ArrayList<>();
        Thread closer = new Thread(() -> {
            slow.close();
            afterwards.add(slow.isTerminated());
            afterwards.add(Thread.currentThread().isInterrupted());
        });
        closer.start();
        closer.interrupt();
        told.await();
        awaitWaitingOrEnd(closer);
        closer.interrupt();
        awaitWaitingOrEnd(closer);
        gate.countDown();
        closer.join();
        assertThat(afterwards).containsExactly(true, true);
    }

    @Test
    void closingIsAWarningOnlyIfTasksAreRunning() throws Exception {
        List<String> warnings = new ArrayList<>();
        Logger log = GarbageTests.countingLogger(warnings);
        ThreadPool idle = ThreadPool.builder()
                .processes(1)
                .initializer(() -> ApplyTests.awaitUnchecked(gate))
                .build();
        idle.workers.close(Deadline.in(Duration.ZERO), log);
        assertThat(warnings).isEmpty();
        idle.join();
        CountDownLatch running = new CountDownLatch(1);
        AsyncResult<Integer> result = pool.applyAsync(() -> {
            running.countDown();
            gate.await();
            return 1;
        });
        running.await();
        pool.workers.close(Deadline.in(Duration.ZERO), log);
        assertThat(warnings).containsExactly("warn");
        assertThatThrownBy(result::await).isInstanceOf(InterruptedException.class);
    }

    private static ThreadPool patient() {
        return ThreadPool.builder()
                .processes(1)
                .closeTimeout(Duration.ofDays(1))
                .build();
    }

    private static void awaitWaitingOrEnd(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
    }

    @Test
    void anInterruptedJoinKeepsTheStatus() {
        pool.execute(() -> ApplyTests.awaitUnchecked(gate));
        pool.shutdown();
        Thread.currentThread().interrupt();
        assertThatThrownBy(pool::join).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void numbersTellWhatHappens() throws Exception {
        CountDownLatch running = new CountDownLatch(2);
        AsyncResult<?> map = pool.mapAsync(
                x -> {
                    running.countDown();
                    ApplyTests.awaitUnchecked(gate);
                    return x;
                },
                MapTests.numbers(5),
                1);
        running.await();
        assertThat(pool.processes()).isEqualTo(2);
        assertThat(pool.activeWorkers()).isEqualTo(2);
        assertThat(pool.queuedTasks()).isEqualTo(3);
        gate.countDown();
        map.await();
        pool.shutdown();
        pool.join();
        assertThat(pool.activeWorkers()).isZero();
        assertThat(pool.queuedTasks()).isZero();
        assertThat(pool.completedTasks()).isEqualTo(5);
        assertThat(pool)
                .hasToString(
                        "ThreadPool[2 workers, the first is " + threads.get(0).getName() + "]");
    }
}
