package io.threadpoolctl.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whom an interrupt reaches, on the only worker of a pool. */
@Timeout(300)
class InterruptTests {
    private final ThreadPool pool = ThreadPool.create(1);
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void end() {
        gate.countDown();
        pool.close();
    }

    private static boolean interrupted() {
        return Thread.currentThread().isInterrupted();
    }

    private static void spinUntilInterrupted() {
        while (!interrupted()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void anIdleWorkerThatIsInterruptedDoesNotPassItOnToItsNextTask() {
        Thread worker = pool.apply(Thread::currentThread);
        while (worker.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        worker.interrupt();
        assertThat(pool.apply(InterruptTests::interrupted)).isFalse();
    }

    @Test
    void aTaskThatIsCancelledWhileItRunsANestedOneIsInterruptedAfterIt() throws Exception {
        List<Boolean> seen = Collections.synchronizedList(new ArrayList<>());
        AsyncResult<Integer> outer = pool.applyAsync(() -> {
            pool.applyAsync(() -> {
                        running.countDown();
                        gate.await();
                        return seen.add(interrupted());
                    })
                    .join();
            return seen.add(interrupted()) ? 1 : 0;
        });
        running.await();
        outer.cancel(true);
        gate.countDown();
        assertThat(pool.apply(InterruptTests::interrupted)).isFalse();
        assertThat(seen).containsExactly(false, true);
    }

    @Test
    void aTaskThatIsInterruptedDoesNotPassItOnToTheOneThatItWaitsFor() {
        List<Boolean> seen = new ArrayList<>();
        pool.apply(() -> {
            Thread.currentThread().interrupt();
            pool.applyAsync(() -> seen.add(interrupted())).join();
            return seen.add(interrupted());
        });
        assertThat(seen).containsExactly(false, true);
    }

    @Test
    void whatANestedTaskLeavesInItsInterruptedStatusIsGoneForTheOuterOne() {
        assertThat(pool.apply(() -> {
                    pool.applyAsync(() -> {
                                Thread.currentThread().interrupt();
                                return 0;
                            })
                            .join();
                    return interrupted();
                }))
                .isFalse();
    }

    @Test
    void anInterruptedTaskThatGetsAResultDoesNotRunItFirst() {
        AtomicInteger ran = new AtomicInteger();
        List<AsyncResult<Integer>> nested = new ArrayList<>();
        List<Integer> ranBefore = new ArrayList<>();
        pool.apply(() -> {
            nested.add(pool.applyAsync(ran::incrementAndGet));
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> nested.get(0).get()).isInstanceOf(InterruptedException.class);
            return ranBefore.add(ran.get());
        });
        assertThat(ranBefore).containsExactly(0);
        assertThat(nested.get(0).await()).isEqualTo(1);
    }

    @Test
    void stoppingInterruptsATaskAndTheNestedOneItRuns() throws Exception {
        AsyncResult<Boolean> outer = pool.applyAsync(() -> {
            boolean nested = pool.applyAsync(() -> {
                        running.countDown();
                        spinUntilInterrupted();
                        return Thread.interrupted();
                    })
                    .join();
            return nested && interrupted();
        });
        running.await();
        pool.shutdownNow();
        assertThat(outer.await()).isTrue();
    }

    @Test
    void aTaskThatIsCancelledAndStoppedIsInterruptedOnceMoreForTheOneOutside() throws Exception {
        List<AsyncResult<Integer>> nested = Collections.synchronizedList(new ArrayList<>());
        AsyncResult<Boolean> outer = pool.applyAsync(() -> {
            AsyncResult<Integer> result = pool.applyAsync(() -> {
                running.countDown();
                while (gate.getCount() > 0) {
                    Thread.onSpinWait(); // deaf to interrupts
                }
                return 1;
            });
            nested.add(result);
            result.awaitReady(Deadline.NEVER);
            return interrupted();
        });
        running.await();
        nested.get(0).cancel(true);
        pool.shutdownNow();
        gate.countDown();
        assertThat(outer.await()).isTrue();
    }

    @Test
    void stoppingInterruptsWhatRunsBeforeAnybodyIsToldWhatIsDropped() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        pool.execute(() -> {
            running.countDown();
            spinUntilInterrupted();
            interrupted.countDown();
        });
        running.await();
        AsyncResult<Integer> dropped =
                pool.applyAsync(() -> 1, null, failure -> ApplyTests.awaitUnchecked(interrupted));
        pool.shutdownNow();
        assertThat(dropped.isCancelled()).isTrue();
    }

    @Test
    void aMapThatIsCancelledBeginsNoFurtherItemOfAChunk() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        AsyncResult<List<Integer>> map = pool.mapAsync(
                x -> {
                    begun.incrementAndGet();
                    running.countDown();
                    ApplyTests.awaitUnchecked(gate);
                    return x;
                },
                MapTests.numbers(10),
                10);
        running.await();
        map.cancel(false);
        gate.countDown();
        pool.apply(() -> 0);
        assertThat(begun).hasValue(1);
    }
}
