package io.threadpoolctl.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Null is refused by the caller's own thread, and the message says what was null. */
@SuppressWarnings({"NullAway", "FutureReturnValueIgnored"}) // that is what it is about; there is none
@Timeout(300)
class NullTests {
    private static final ThreadPool POOL = ThreadPool.create(1);
    private static final AsyncResult<Integer> RESULT = POOL.applyAsync(() -> 1);
    private static final ResultIterator<Integer> RESULTS =
            POOL.imap(x -> x, List.of(1)).iterator();
    private static final List<Callable<Integer>> TASKS = List.of(() -> 1);
    private static final List<Callable<Integer>> WITH_NULL = Arrays.asList(() -> 1, null);
    private static final List<Args.Two<Integer, Integer>> PAIRS = List.of(Args.of(1, 2));

    /** So that nothing of it is in the queue. */
    @BeforeAll
    static void waitForTheResults() {
        RESULT.await();
        RESULTS.forEachRemaining(x -> {});
    }

    @AfterAll
    static void end() {
        POOL.close();
    }

    private static Arguments call(String name, ThrowingCallable call) {
        return Arguments.of(name, call);
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                call("task", () -> POOL.execute(null)),
                call("task", () -> POOL.submit((Runnable) null)),
                call("task", () -> POOL.submit(null, 1)),
                call("task", () -> POOL.submit((Callable<?>) null)),
                call("tasks", () -> POOL.invokeAll(null)),
                call("tasks", () -> POOL.invokeAll(null, 1, TimeUnit.DAYS)),
                call("unit", () -> POOL.invokeAll(TASKS, 1, null)),
                call("task", () -> POOL.invokeAll(WITH_NULL)),
                call("task", () -> POOL.invokeAll(WITH_NULL, 1, TimeUnit.DAYS)),
                call("tasks", () -> POOL.invokeAny(null)),
                call("tasks", () -> POOL.invokeAny(null, 1, TimeUnit.DAYS)),
                call("unit", () -> POOL.invokeAny(TASKS, 1, null)),
                call("task", () -> POOL.invokeAny(WITH_NULL)),
                call("task", () -> POOL.invokeAny(WITH_NULL, 1, TimeUnit.DAYS)),
                call("unit", () -> POOL.awaitTermination(1, null)),
                call("timeout", () -> POOL.join(null)),
                call("task", () -> POOL.apply(null)),
                call("task", () -> POOL.applyAsync(null, x -> {}, x -> {})),
                call("function", () -> POOL.map(null, NullTests::endless)),
                call("function", () -> POOL.mapAsync(null, NullTests::endless, 1)),
                call("items", () -> POOL.map(x -> x, null)),
                call("items", () -> POOL.map(x -> x, null, 1)),
                call("items", () -> POOL.mapAsync(x -> x, null)),
                call("function", () -> POOL.imap(null, NullTests::endless)),
                call("items", () -> POOL.imap(x -> x, null)),
                call("function", () -> POOL.imapUnordered(null, NullTests::endless, 2)),
                call("items", () -> POOL.imapUnordered(x -> x, null, 2)),
                call("function", () -> POOL.starmap((BiFunction<Integer, Integer, Integer>) null, PAIRS)),
                call("items", () -> POOL.starmap((Integer a, Integer b) -> a, null)),
                call("items", () -> POOL.starmapAsync((Integer a, Integer b, Integer c) -> a, null, 1)),
                call("timeout", () -> RESULT.await(null)),
                call("timeout", () -> RESULT.get(null)),
                call("timeout", () -> RESULT.awaitReady((Duration) null)),
                call("unit", () -> RESULT.get(1, null)),
                call("timeout", () -> RESULTS.next(null)),
                call("initializer", () -> ThreadPool.builder().initializer(null)),
                call("initializer", () -> ThreadPool.builder().initializer((Consumer<Integer>) null, 1)),
                call("initializer", () -> ThreadPool.builder().initializer((BiConsumer<Integer, Integer>) null, 1, 1)),
                call("limits", () -> ThreadPool.builder().limits(null)),
                call("threadFactory", () -> ThreadPool.builder().threadFactory(null)),
                call("namePrefix", () -> ThreadPool.builder().namePrefix(null)),
                call("closeTimeout", () -> ThreadPool.builder().closeTimeout(null)));
    }

    private static Iterator<Integer> endless() {
        return Stream.generate(() -> 1).iterator();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void isRefusedAndNamed(String name, ThrowingCallable call) {
        assertThatNullPointerException().isThrownBy(call).withMessage(name);
        assertThat(POOL.queuedTasks()).isZero();
    }

    @Test
    void asAnItemAnArgumentOrAResultItIsWelcome() {
        List<Integer> nulls = new ArrayList<>(Arrays.asList(null, null));
        assertThat(POOL.map(x -> x, nulls)).isEqualTo(nulls);
        assertThat(POOL.imap(x -> x, nulls)).containsExactlyElementsOf(nulls);
        assertThat(POOL.starmap((a, b) -> a, List.of(Args.of((Integer) null, 1))))
                .containsExactly((Integer) null);
        assertThat(POOL.<Integer>apply(() -> null)).isNull();
    }
}
