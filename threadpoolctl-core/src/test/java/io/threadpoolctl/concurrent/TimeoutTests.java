package io.threadpoolctl.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every method that takes a timeout, with the largest, the smallest and none. One worker, busy until the gate opens. */
@Timeout(300)
class TimeoutTests {
    private static final long[] NOT_TO_WAIT = {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0};
    private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

    private final ThreadPool pool = ThreadPool.create(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<Callable<Integer>> tasks = List.of(() -> 1, () -> 1);

    @BeforeEach
    void occupyTheWorker() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
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

    @ParameterizedTest
    @EnumSource
    void zeroAndLessInAnyUnitDoesNotWait(TimeUnit unit) throws Exception {
        for (long timeout : NOT_TO_WAIT) {
            assertThat(pool.awaitTermination(timeout, unit)).isFalse();
            assertThat(pool.invokeAll(tasks, timeout, unit)).hasSize(2).allMatch(Future::isCancelled);
            assertTimeout(() -> pool.invokeAny(tasks, timeout, unit));
            assertTimeout(() -> pool.applyAsync(() -> 1).get(timeout, unit));
        }
    }

    static Stream<Duration> durationsNotToWait() {
        return Stream.of(
                Duration.ofSeconds(Long.MIN_VALUE),
                Duration.ofNanos(Long.MIN_VALUE),
                Duration.ofSeconds(-1),
                Duration.ofNanos(-1),
                Duration.ZERO);
    }

    @ParameterizedTest
    @MethodSource("durationsNotToWait")
    void aDurationOfZeroAndLessDoesNotWait(Duration timeout) throws Exception {
        AsyncResult<Integer> result = pool.applyAsync(() -> 1);
        ResultIterator<Integer> results = pool.imap(x -> x, List.of(1)).iterator();
        assertTimeout(() -> result.await(timeout));
        assertTimeout(() -> result.get(timeout));
        assertThat(result.awaitReady(timeout)).isFalse();
        assertTimeout(() -> results.next(timeout));
        pool.shutdown();
        assertThat(pool.join(timeout)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("durationsNotToWait")
    void whatIsThereIsGivenWithoutWaiting(Duration timeout) throws Exception {
        AsyncResult<Integer> result = pool.applyAsync(() -> 7);
        ResultIterator<Integer> results = pool.imap(x -> x, List.of(8)).iterator();
        gate.countDown();
        assertThat(results.hasNext()).isTrue();
        assertThat(result.await(timeout)).isEqualTo(7);
        assertThat(result.get(timeout)).isEqualTo(7);
        assertThat(result.get(timeout.toSeconds(), TimeUnit.SECONDS)).isEqualTo(7);
        assertThat(result.awaitReady(timeout)).isTrue();
        assertThat(results.next(timeout)).isEqualTo(8);
        pool.shutdown();
        pool.join();
        assertThat(pool.join(timeout)).isTrue();
        assertThat(pool.awaitTermination(timeout.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void theLargestInAnyUnitWaits(TimeUnit unit) throws Exception {
        openTheGateWhenIWait();
        assertThat(pool.applyAsync(() -> 1).get(Long.MAX_VALUE, unit)).isEqualTo(1);
        assertThat(pool.invokeAll(tasks, Long.MAX_VALUE, unit)).hasSize(2).noneMatch(Future::isCancelled);
        assertThat(pool.invokeAny(tasks, Long.MAX_VALUE, unit)).isEqualTo(1);
        pool.shutdown();
        assertThat(pool.awaitTermination(Long.MAX_VALUE, unit)).isTrue();
    }

    @Test
    void theLongestDurationWaits() throws Exception {
        openTheGateWhenIWait();
        assertThat(pool.imap(x -> x, List.of(1)).iterator().next(LONGEST)).isEqualTo(1);
        assertThat(pool.applyAsync(() -> 1).await(LONGEST)).isEqualTo(1);
        assertThat(pool.applyAsync(() -> 1).get(LONGEST)).isEqualTo(1);
        assertThat(pool.applyAsync(() -> 1).awaitReady(LONGEST)).isTrue();
        pool.shutdown();
        assertThat(pool.join(LONGEST)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void closeTakesTheShortestAndTheLongestTimeout(long seconds) throws Exception {
        ThreadPool closing = ThreadPool.builder()
                .processes(1)
                .closeTimeout(Duration.ofSeconds(seconds))
                .build();
        CountDownLatch running = new CountDownLatch(1);
        AsyncResult<Boolean> result = closing.applyAsync(() -> {
            running.countDown();
            try {
                gate.await();
                return true;
            } catch (InterruptedException e) {
                return false;
            }
        });
        running.await();
        if (seconds > 0) {
            openTheGateWhenIWait();
        }
        closing.close();
        assertThat(result.await()).isEqualTo(seconds > 0);
    }

    private void openTheGateWhenIWait() {
        Thread waiting = Thread.currentThread();
        Thread watcher = new Thread(() -> {
            while (waiting.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            gate.countDown();
        });
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void assertTimeout(ThrowingCallable call) {
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(call);
    }
}
