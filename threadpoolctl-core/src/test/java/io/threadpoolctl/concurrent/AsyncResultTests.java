package io.threadpoolctl.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One worker, which is kept busy until the gate opens. */
@Timeout(300)
class AsyncResultTests {
    private final ThreadPool pool = ThreadPool.create(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch busy = new CountDownLatch(1);
    private final AtomicBoolean ran = new AtomicBoolean();

    @BeforeEach
    void occupyTheWorker() throws Exception {
        pool.execute(() -> {
            busy.countDown();
            ApplyTests.awaitUnchecked(gate);
        });
        busy.await();
    }

    @AfterEach
    void end() {
        gate.countDown();
        pool.close();
    }

    private AsyncResult<Integer> queued() {
        return pool.applyAsync(() -> {
            ran.set(true);
            return 7;
        });
    }

    @Test
    void successfulCanOnlyBeAskedWhenReady() {
        AsyncResult<Integer> result = queued();
        assertThat(result.ready()).isFalse();
        assertThatIllegalStateException().isThrownBy(result::successful).withMessageContaining("not ready");
        gate.countDown();
        assertThat(result.await()).isEqualTo(7);
        assertThat(result.ready() && result.successful()).isTrue();
        AsyncResult<Integer> failed = pool.applyAsync(() -> {
            throw new IOException();
        });
        assertThatThrownBy(failed::await).isInstanceOf(IOException.class);
        assertThat(failed.ready()).isTrue();
        assertThat(failed.successful()).isFalse();
    }

    @Test
    void timedWaitsGiveUpAndTheTaskGoesOn() throws Exception {
        AsyncResult<Integer> result = queued();
        Duration soon = Duration.ofMillis(1);
        assertThatThrownBy(() -> result.await(soon)).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> result.await(Duration.ofSeconds(-1))).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> result.get(soon)).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> result.get(1, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(result.awaitReady(soon)).isFalse();
        gate.countDown();
        Duration years = Duration.ofSeconds(Long.MAX_VALUE);
        assertThat(result.awaitReady(years)).isTrue();
        assertThat(result.await(years)).isEqualTo(7);
        assertThat(result.get(years)).isEqualTo(7);
        assertThat(result.join()).isEqualTo(7);
    }

    @Test
    void getWrapsAndAwaitDoesNot() throws Exception {
        gate.countDown();
        IOException failure = new IOException();
        AsyncResult<Integer> result = pool.applyAsync(() -> {
            throw failure;
        });
        assertThatThrownBy(result::get).isInstanceOf(ExecutionException.class).hasCause(failure);
        assertThatThrownBy(result::await).isSameAs(failure);
        assertThatThrownBy(() -> result.await(Duration.ofSeconds(9))).isSameAs(failure);
        assertThat(result.awaitReady(Duration.ZERO)).isTrue();
    }

    @Test
    void isACompletableFutureForEverybodyElse() throws Exception {
        AsyncResult<Integer> result = queued();
        CompletableFuture<String> derived = result.thenCombine(queued(), (a, b) -> a + "+" + b);
        CompletableFuture<Void> all = CompletableFuture.allOf(result, derived);
        gate.countDown();
        all.get();
        assertThat(derived.get()).isEqualTo("7+7");
        assertThat(derived).isExactlyInstanceOf(CompletableFuture.class);
    }

    @Test
    void cancellingTakesAQueuedTaskOutOfTheQueue() {
        AsyncResult<Integer> result = queued();
        assertThat(pool.queuedTasks()).isEqualTo(1);
        assertThat(result.cancel(false)).isTrue();
        assertThat(pool.queuedTasks()).isZero();
        assertThat(result.isCancelled()).isTrue();
        assertThatThrownBy(result::await).isInstanceOf(CancellationException.class);
        runEverything();
        assertThat(ran).isFalse();
    }

    @Test
    void completingFromOutsideTakesAQueuedTaskOutOfTheQueue() {
        AsyncResult<Integer> completed = queued();
        AsyncResult<Integer> failed = queued();
        AsyncResult<Integer> late = queued();
        assertThat(pool.queuedTasks()).isEqualTo(3);
        assertThat(completed.complete(1)).isTrue();
        assertThat(failed.completeExceptionally(new IOException())).isTrue();
        assertThat(pool.queuedTasks()).isEqualTo(1);
        assertThatThrownBy(late.orTimeout(1, TimeUnit.MILLISECONDS)::get).hasCauseInstanceOf(TimeoutException.class);
        runEverything();
        assertThat(ran).isFalse();
        assertThat(completed.await()).isEqualTo(1);
    }

    @Test
    void completingLaterTakesAQueuedTaskOutOfTheQueueThen() {
        List<Runnable> later = new ArrayList<>();
        AsyncResult<Integer> completed = queued();
        assertThat(completed.completeAsync(() -> 1, later::add)).isSameAs(completed);
        AsyncResult<Integer> failed = queued();
        IllegalStateException failure = new IllegalStateException();
        assertThat(failed.completeAsync(
                        () -> {
                            throw failure;
                        },
                        later::add))
                .isSameAs(failed);
        assertThat(pool.queuedTasks()).isEqualTo(2);
        later.forEach(Runnable::run);
        assertThat(pool.queuedTasks()).isZero();
        assertThat(completed.await()).isEqualTo(1);
        assertThatThrownBy(failed::await).isSameAs(failure);
        assertThatThrownBy(failed::get).isInstanceOf(ExecutionException.class).hasCause(failure);
        assertThat(queued().completeOnTimeout(2, 1, TimeUnit.MILLISECONDS).join())
                .isEqualTo(2);
        assertThat(queued().completeAsync(() -> 3).join()).isEqualTo(3);
        runEverything();
        assertThat(ran).isFalse();
    }

    @Test
    void cancellingAMapTakesItsChunksOutOfTheQueue() {
        AsyncResult<?> result = pool.mapAsync(
                x -> {
                    ran.set(true);
                    return x;
                },
                List.of(1, 2, 3, 4),
                1);
        assertThat(pool.queuedTasks()).isEqualTo(4);
        result.cancel(false);
        assertThat(pool.queuedTasks()).isZero();
        runEverything();
        assertThat(ran).isFalse();
    }

    @Test
    void cancellingCallsNoCallback() {
        AsyncResult<Integer> result = pool.applyAsync(() -> 1, value -> ran.set(true), failure -> ran.set(true));
        result.cancel(true);
        runEverything();
        assertThat(ran).isFalse();
    }

    @Test
    void cancellingWithInterruptReachesTheRunningTaskAndOnlyIt() throws Exception {
        gate.countDown();
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        AsyncResult<Integer> result = pool.applyAsync(() -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
            return 1;
        });
        running.await();
        assertThat(result.cancel(true)).isTrue();
        interrupted.await();
        assertThat(result.cancel(true)).isTrue();
        assertThat(pool.apply(() -> Thread.currentThread().isInterrupted())).isFalse();
    }

    @Test
    void cancellingWithoutInterruptLetsTheRunningTaskGoOn() throws Exception {
        gate.countDown();
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch finished = new CountDownLatch(1);
        AsyncResult<Integer> result = pool.applyAsync(() -> {
            running.countDown();
            goOn.await();
            finished.countDown();
            return 1;
        });
        running.await();
        assertThat(result.cancel(false)).isTrue();
        goOn.countDown();
        finished.await();
        assertThat(result.isCancelled()).isTrue();
    }

    @Test
    void whatATaskLeavesInItsInterruptedStatusIsGoneForTheNextOne() {
        gate.countDown();
        pool.apply(() -> {
            Thread.currentThread().interrupt();
            return 0;
        });
        assertThat(pool.apply(() -> Thread.currentThread().isInterrupted())).isFalse();
    }

    @Test
    void aWaitThatIsInterruptedLeavesTheTaskAlone() {
        AsyncResult<Integer> result = queued();
        Thread.currentThread().interrupt();
        assertThatThrownBy(result::await)
                .isInstanceOf(CancellationException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        gate.countDown();
        assertThat(result.await()).isEqualTo(7);
    }

    private void runEverything() {
        gate.countDown();
        assertThat(pool.apply(() -> "last")).isEqualTo("last");
    }
}
