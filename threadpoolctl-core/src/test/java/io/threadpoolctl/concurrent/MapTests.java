package io.threadpoolctl.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class MapTests {
    private final ThreadPool pool = ThreadPool.create(4);

    @AfterEach
    void end() {
        pool.close();
    }

    static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    static List<Integer> squares(int count) {
        return IntStream.range(0, count).mapToObj(x -> x * x).toList();
    }

    /** Yields 0, 1, ... and fails at one of them. */
    static Iterable<Integer> failingAt(int position, RuntimeException failure) {
        return () -> new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                if (next == position) {
                    throw failure;
                }
                return next++;
            }
        };
    }

    @Test
    void equalsTheSequentialResult() {
        List<Integer> m = pool.map(x -> x * x, List.of(1, 2, 3));
        assertThat(m).containsExactly(1, 4, 9);
        assertThat(pool.map(x -> x * x, numbers(10))).isEqualTo(squares(10));
        assertThat(pool.map(x -> x * x, numbers(1000), 100)).isEqualTo(squares(1000));
        assertThat(pool.mapAsync(x -> x * x, numbers(77)).await()).isEqualTo(squares(77));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 99, 100, 101, Integer.MAX_VALUE})
    void everyChunkSizeGivesTheSame(int chunkSize) {
        assertThat(pool.map(x -> x * x, numbers(100), chunkSize)).isEqualTo(squares(100));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "16, 16", "17, 9", "100, 15", "1000, 16"})
    void theUsualChunkIsTheItemsDividedByFourForEachWorkerRoundedUp(int items, int chunks) {
        AtomicInteger calls = new AtomicInteger();
        Limited counting = code -> {
            calls.incrementAndGet();
            return code.call();
        };
        try (ThreadPool counted =
                ThreadPool.builder().processes(4).limited(counting).build()) {
            assertThat(counted.map(x -> x * x, numbers(items))).isEqualTo(squares(items));
        }
        assertThat(calls).hasValue(chunks);
    }

    @Test
    void chunksBelowOneAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pool.map(x -> x, List.of(1), 0))
                .withMessageContaining("chunkSize")
                .withMessageContaining("0");
    }

    @Test
    void anEmptyInputIsReadyAtOnceAndCallsNobody() {
        List<Object> called = new ArrayList<>();
        AsyncResult<List<Integer>> result =
                pool.mapAsync((Integer x) -> x, List.<Integer>of(), called::add, called::add);
        assertThat(result.ready()).isTrue();
        assertThat(result.await()).isEmpty();
        assertThat(pool.map(x -> x, List.of(), 1)).isEmpty();
        assertThat(pool.map(x -> x, Collections::emptyIterator)).isEmpty();
        assertThat(called).isEmpty();
    }

    @Test
    void nullsAreItemsAndResultsLikeOthers() {
        assertThat(pool.map(x -> x, Arrays.asList(1, null, 3))).containsExactly(1, null, 3);
    }

    @Test
    void aCollectionThatGivesATypedArrayIsNoProblem() {
        List<String> typed = new ArrayList<>(List.of("a", "bb")) {
            private static final long serialVersionUID = 1L;

            @Override
            public Object[] toArray() {
                return super.toArray(new String[0]);
            }
        };
        assertThat(pool.map(String::length, typed)).containsExactly(1, 2);
    }

    @Test
    void theCallersCollectionIsNotTouched() {
        List<Integer> mine = new ArrayList<>(List.of(1, 2, 3));
        List<Integer> result = pool.map(x -> x * x, mine);
        assertThat(mine).containsExactly(1, 2, 3);
        assertThatThrownBy(() -> result.set(0, 9)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void oneCallbackForTheWholeList() {
        List<Object> called = Collections.synchronizedList(new ArrayList<>());
        pool.mapAsync(x -> x * x, numbers(100), 10, called::add, called::add).await();
        assertThat(called).containsExactly(squares(100));
        called.clear();
        IOException failure = new IOException();
        AsyncResult<List<Object>> failed =
                pool.mapAsync(x -> Sneaky.rethrow(failure), numbers(100), called::add, called::add);
        assertThatThrownBy(failed::await).isSameAs(failure);
        assertThat(called).containsExactly(failure);
    }

    @Test
    void allOtherChunksAreWaitedForWhenOneFails() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch mayFinish = new CountDownLatch(1);
        ConcurrentLinkedQueue<Integer> ran = new ConcurrentLinkedQueue<>();
        AsyncResult<List<Integer>> result = pool.mapAsync(
                x -> {
                    if (x == 0) {
                        failed.countDown();
                        throw new IllegalArgumentException("first");
                    }
                    ApplyTests.awaitUnchecked(mayFinish);
                    ran.add(x);
                    return x;
                },
                numbers(10),
                1);
        failed.await();
        assertThat(result.ready()).isFalse();
        mayFinish.countDown();
        assertThatThrownBy(result::await).isInstanceOf(IllegalArgumentException.class);
        assertThat(ran).hasSize(9);
    }

    @Test
    void anErrorOfAnItemReachesTheCaller() {
        Error failure = new AssertionError();
        assertThatThrownBy(() -> pool.map(x -> Sneaky.<RuntimeException>rethrow(failure), numbers(10), 2))
                .isSameAs(failure);
        assertThat(pool.imap(x -> x, numbers(3))).hasSize(3);
    }

    @Test
    void anInputThatFailsIsTheCallersProblemAndThePoolGoesOn() {
        IllegalStateException failure = new IllegalStateException("input");
        for (int position : new int[] {0, 3}) {
            assertThatThrownBy(() -> pool.map(x -> x, failingAt(position, failure)))
                    .isSameAs(failure);
        }
        List<Integer> hasALength = new AbstractList<>() {
            @Override
            public Integer get(int index) {
                throw failure;
            }

            @Override
            public int size() {
                return 1;
            }
        };
        assertThatThrownBy(() -> pool.map(x -> x, hasALength)).isSameAs(failure);
        assertThatThrownBy(() -> pool.mapAsync(x -> x, hasALength)).isSameAs(failure);
        assertThat(pool.apply(() -> 1)).isEqualTo(1);
    }

    @Test
    void starmapSpreadsTwoAndThreeArguments() {
        List<Args.Two<Integer, String>> two = List.of(Args.of(2, "a"), Args.of(3, "b"));
        List<Args.Three<Integer, Integer, Integer>> three = List.of(Args.of(1, 2, 3), Args.of(4, 5, 6));
        List<Object> called = Collections.synchronizedList(new ArrayList<>());
        assertThat(pool.starmap((n, s) -> s.repeat(n), two)).containsExactly("aa", "bbb");
        assertThat(pool.starmap((n, s) -> s.repeat(n), two, 1)).containsExactly("aa", "bbb");
        assertThat(pool.starmap((a, b, c) -> a * b + c, three)).containsExactly(5, 26);
        assertThat(pool.starmap((a, b, c) -> a * b + c, three, 2)).containsExactly(5, 26);
        assertThat(pool.starmapAsync((n, s) -> n, two).await()).containsExactly(2, 3);
        assertThat(pool.starmapAsync((n, s) -> n, two, 1).await()).containsExactly(2, 3);
        assertThat(pool.starmapAsync((n, s) -> n, two, called::add, null).await())
                .containsExactly(2, 3);
        assertThat(pool.starmapAsync((n, s) -> n, two, 1, called::add, null).await())
                .containsExactly(2, 3);
        assertThat(pool.starmapAsync((a, b, c) -> c, three).await()).containsExactly(3, 6);
        assertThat(pool.starmapAsync((a, b, c) -> c, three, 1).await()).containsExactly(3, 6);
        assertThat(pool.starmapAsync((a, b, c) -> c, three, called::add, null).await())
                .containsExactly(3, 6);
        assertThat(pool.starmapAsync((a, b, c) -> c, three, 1, called::add, null)
                        .await())
                .containsExactly(3, 6);
        assertThat(called).containsExactly(List.of(2, 3), List.of(2, 3), List.of(3, 6), List.of(3, 6));
        assertThat(pool.starmap((Integer n, String s) -> s, List.<Args.Two<Integer, String>>of()))
                .isEmpty();
    }
}
