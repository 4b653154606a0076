package io.threadpoolctl.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class ImapTests {
    private final ThreadPool pool = ThreadPool.create(4);
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void end() {
        gate.countDown();
        pool.close();
    }

    /** 0, 1, 2, ... without end; counts how many were asked for. */
    private static final class Endless implements Iterable<Integer> {
        private final AtomicInteger pulled = new AtomicInteger();

        @Override
        public Iterator<Integer> iterator() {
            return Stream.generate(pulled::getAndIncrement).iterator();
        }
    }

    @Test
    void keepsTheOrder() {
        List<Integer> items = List.of(1, 2, 3);
        List<Integer> seen = new ArrayList<>();
        for (int x : pool.imap(x -> x + 1, items)) {
            seen.add(x);
        }
        assertThat(seen).containsExactly(2, 3, 4);
        assertThat(pool.imap(x -> x * x, MapTests.numbers(1000), 100))
                .containsExactlyElementsOf(MapTests.squares(1000));
    }

    @Test
    void orderDoesNotDependOnWhoFinishesFirst() {
        Results<Integer> results = pool.imap(
                x -> {
                    if (x == 0) {
                        ApplyTests.awaitUnchecked(gate);
                    } else if (x == 3) {
                        gate.countDown();
                    }
                    return x;
                },
                MapTests.numbers(8));
        assertThat(results).containsExactlyElementsOf(MapTests.numbers(8));
    }

    @Test
    void unorderedGivesWhatFinishesFirst() {
        ResultIterator<Integer> results = pool.imapUnordered(
                        x -> {
                            if (x == 0) {
                                ApplyTests.awaitUnchecked(gate);
                            }
                            return x;
                        },
                        MapTests.numbers(8))
                .iterator();
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            seen.add(results.next());
        }
        assertThat(seen).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7);
        gate.countDown();
        assertThat(results.next()).isZero();
        assertThat(results.hasNext()).isFalse();
        assertThat(pool.imapUnordered(x -> x * x, MapTests.numbers(1000), 100))
                .containsExactlyInAnyOrderElementsOf(MapTests.squares(1000));
    }

    @Test
    void anEmptyInputHasNoResults() {
        assertThat(pool.imap(x -> x, List.of())).isEmpty();
        assertThat(pool.imapUnordered(x -> x, List.of(), 3)).isEmpty();
        ResultIterator<Object> results = pool.imap(x -> x, List.of()).iterator();
        assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> results.next(Duration.ofSeconds(9))).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void chunksBelowOneAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> pool.imap(x -> x, List.of(1), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> pool.imapUnordered(x -> x, List.of(1), -1));
    }

    @Test
    void canBeReadOnce() {
        Results<Integer> results = pool.imap(x -> x, List.of(1));
        assertThat(results).containsExactly(1);
        assertThatIllegalStateException().isThrownBy(results::iterator);
        assertThatIllegalStateException().isThrownBy(results::stream);
    }

    @Test
    void aTimedReadGivesUpAndCanBeRepeated() throws Exception {
        ResultIterator<Integer> results = pool.imap(
                        x -> {
                            ApplyTests.awaitUnchecked(gate);
                            return x;
                        },
                        List.of(5))
                .iterator();
        assertThatThrownBy(() -> results.next(Duration.ofMillis(1))).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> results.next(Duration.ofSeconds(-1))).isInstanceOf(TimeoutException.class);
        gate.countDown();
        assertThat(results.next(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(5);
        assertThat(results.hasNext()).isFalse();
    }

    @Test
    void aReadThatIsInterruptedCanBeRepeated() {
        ResultIterator<Integer> results = pool.imap(
                        x -> {
                            ApplyTests.awaitUnchecked(gate);
                            return x;
                        },
                        List.of(5))
                .iterator();
        Thread.currentThread().interrupt();
        assertThatThrownBy(results::next)
                .isInstanceOf(CancellationException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        gate.countDown();
        assertThat(results.next()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 100})
    void aFailureOfTheInputComesAfterAllValuesBeforeIt(int chunkSize) {
        IllegalStateException failure = new IllegalStateException("input");
        for (int position : new int[] {0, 7}) {
            ResultIterator<Integer> ordered = pool.imap(x -> x * x, MapTests.failingAt(position, failure), chunkSize)
                    .iterator();
            assertThat(take(ordered, position)).isEqualTo(MapTests.squares(position));
            assertThatThrownBy(ordered::next).isSameAs(failure);
            assertThat(ordered.hasNext()).isFalse();

            ResultIterator<Integer> unordered = pool.imapUnordered(
                            x -> x * x, MapTests.failingAt(position, failure), chunkSize)
                    .iterator();
            assertThat(take(unordered, position)).containsExactlyInAnyOrderElementsOf(MapTests.squares(position));
            assertThatThrownBy(unordered::next).isSameAs(failure);
            assertThat(unordered.hasNext()).isFalse();
        }
        assertThat(pool.apply(() -> 1)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFailureOfTheInputWaitsForWhatIsStillComputed(boolean ordered) throws Exception {
        CountDownLatch failing = new CountDownLatch(1);
        IllegalStateException failure = new IllegalStateException("input");
        Iterable<Integer> input = () -> Stream.iterate(0, x -> {
                    failing.countDown();
                    throw failure;
                })
                .iterator();
        Function<Integer, Integer> slow = x -> {
            ApplyTests.awaitUnchecked(gate);
            return x;
        };
        ResultIterator<Integer> reader =
                (ordered ? pool.imap(slow, input) : pool.imapUnordered(slow, input)).iterator();
        failing.await();
        while (pool.activeWorkers() > 1) {
            Thread.onSpinWait(); // until the failure is known
        }
        assertThatThrownBy(() -> reader.next(Duration.ofMillis(1))).isInstanceOf(TimeoutException.class);
        gate.countDown();
        assertThat(reader.next()).isZero();
        assertThatThrownBy(reader::next).isSameAs(failure);
        assertThat(reader.hasNext()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void aFailingItemIsThrownInItsPlaceAndTheRestFollows(int chunkSize) {
        IOException failure = new IOException();
        ResultIterator<Integer> results = pool.imap(
                        x -> {
                            if (x == 2) {
                                throw Sneaky.<RuntimeException>rethrow(failure);
                            }
                            return x;
                        },
                        MapTests.numbers(5),
                        chunkSize)
                .iterator();
        assertThat(take(results, 2)).containsExactly(0, 1);
        assertThatThrownBy(results::next).isSameAs(failure);
        assertThat(take(results, 2)).containsExactly(3, 4);
        assertThat(results.hasNext()).isFalse();
    }

    @Test
    void anEndlessInputIsReadOnlyABoundedWayAhead() {
        try (ThreadPool one = ThreadPool.create(1)) {
            for (boolean ordered : new boolean[] {true, false}) {
                Endless input = new Endless();
                Results<Integer> results = ordered ? one.imap(x -> x, input, 10) : one.imapUnordered(x -> x, input, 10);
                ResultIterator<Integer> reader = results.iterator();
                int window = 4 * 10;
                for (int read = 0; read < 100; read++) {
                    if (read > 0) {
                        reader.next();
                    }
                    for (int turn = 0; turn < 20; turn++) {
                        one.apply(() -> 0); // a turn of the queue: the worker could have pulled once more
                    }
                    assertThat(input.pulled.get()).isLessThanOrEqualTo(read + 9 + window);
                }
                results.close();
            }
        }
    }

    @Test
    void anEndlessInputCanBeReadAsAStream() {
        Endless input = new Endless();
        try (Stream<Integer> stream = pool.imap(x -> x * x, input).stream()) {
            assertThat(stream.filter(x -> x % 2 == 0)
                            .limit(500)
                            .mapToInt(x -> x)
                            .max())
                    .hasValue(998 * 998);
        }
        assertThat(input.pulled.get()).isLessThanOrEqualTo(1000 + 16);
        try (Stream<Integer> stream = pool.imapUnordered(x -> x, new Endless()).stream()) {
            assertThat(stream.limit(500).distinct().count()).isEqualTo(500);
        }
    }

    @Test
    void anInputMayWaitForEarlierResults() {
        try (ThreadPool one = ThreadPool.create(1)) {
            BlockingQueue<Integer> source = new LinkedBlockingQueue<>(List.of(1));
            Iterable<Integer> input = () -> Stream.generate(() -> {
                        try {
                            return source.take();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .takeWhile(x -> x > 0)
                    .iterator();
            List<Integer> seen = new ArrayList<>();
            for (int doubled : one.imap(x -> 2 * x, input)) {
                seen.add(doubled);
                source.add(doubled < 100 ? doubled : 0);
            }
            assertThat(seen).containsExactly(2, 4, 8, 16, 32, 64, 128);
        }
    }

    @Test
    void afterCloseThereAreNoMoreResultsAndNoMorePulls() {
        try (ThreadPool one = ThreadPool.create(1)) {
            Endless input = new Endless();
            Results<Integer> results = one.imap(x -> x, input);
            ResultIterator<Integer> reader = results.iterator();
            assertThat(reader.next()).isZero();
            results.close();
            results.close();
            assertThat(reader.hasNext()).isFalse();
            one.apply(() -> 0);
            int pulled = input.pulled.get();
            for (int turn = 0; turn < 20; turn++) {
                one.apply(() -> 0);
            }
            assertThat(input.pulled).hasValue(pulled);
        }
    }

    @Test
    void afterCloseThereAreNoMoreResultsOfAChunkThatIsHalfRead() {
        Results<Integer> results = pool.imap(x -> x, MapTests.numbers(10), 5);
        ResultIterator<Integer> reader = results.iterator();
        assertThat(reader.next()).isZero();
        results.close();
        assertThat(reader.hasNext()).isFalse();
        assertThatThrownBy(reader::next).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> reader.next(Duration.ZERO)).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void whatIsPulledDuringACloseIsTheLastAndIsNotComputed() throws Exception {
        try (ThreadPool one = ThreadPool.create(1)) {
            CountDownLatch pulling = new CountDownLatch(1);
            AtomicInteger pulled = new AtomicInteger();
            AtomicInteger computed = new AtomicInteger();
            Iterable<Integer> input = () -> Stream.generate(() -> {
                        pulling.countDown();
                        ApplyTests.awaitUnchecked(gate);
                        return pulled.incrementAndGet();
                    })
                    .iterator();
            Results<Integer> results = one.imapUnordered(x -> computed.incrementAndGet(), input);
            pulling.await();
            results.close();
            gate.countDown();
            for (int turn = 0; turn < 20; turn++) {
                one.apply(() -> 0);
            }
            assertThat(pulled).hasValue(1);
            assertThat(computed).hasValue(0);
            assertThat(results).isEmpty();
        }
    }

    @Test
    void closingTakesWhatWaitsOutOfTheQueue() throws Exception {
        try (ThreadPool one = ThreadPool.create(1)) {
            CountDownLatch busy = new CountDownLatch(1);
            one.execute(() -> {
                busy.countDown();
                ApplyTests.awaitUnchecked(gate);
            });
            busy.await();
            Endless input = new Endless();
            Results<Integer> results = one.imap(x -> x, input);
            assertThat(one.queuedTasks()).isEqualTo(1);
            results.close();
            assertThat(one.queuedTasks()).isZero();
            gate.countDown();
            one.apply(() -> 0);
            assertThat(input.pulled).hasValue(0);
        }
    }

    @Test
    void closingWakesAWaitingReader() throws Exception {
        CountDownLatch computing = new CountDownLatch(1);
        Results<Integer> results = pool.imap(
                x -> {
                    computing.countDown();
                    ApplyTests.awaitUnchecked(gate);
                    return x;
                },
                List.of(1));
        Thread closer = new Thread(results::close);
        computing.await();
        closer.start();
        assertThat(results.iterator().hasNext()).isFalse();
        closer.join();
    }

    @Test
    void whatIsUnreadAtShutdownCanBeReadAndThePoolEndsThereafter() {
        Results<Integer> results = pool.imap(x -> x, MapTests.numbers(1000));
        pool.shutdown();
        assertThat(results).containsExactlyElementsOf(MapTests.numbers(1000));
        pool.join();
        assertThat(pool.isTerminated()).isTrue();
    }

    @Test
    void aPoolThatIsShutDownEndsWhenTheUnreadResultsAreClosed() {
        Results<Integer> results = pool.imap(x -> x, new Endless());
        pool.shutdown();
        results.close();
        pool.join();
        assertThat(pool.isTerminated()).isTrue();
    }

    @Test
    void terminatingEndsTheIterationWithAnException() {
        ResultIterator<Integer> reader = pool.imap(x -> x, new Endless()).iterator();
        assertThat(reader.next()).isZero();
        pool.terminate();
        assertThatThrownBy(() -> {
                    while (reader.hasNext()) {
                        reader.next();
                    }
                })
                .isInstanceOf(CancellationException.class);
        assertThat(reader.hasNext()).isFalse();
        pool.join();
    }

    @Test
    void aTaskMayReadAnImapOfItsOwnPoolOfOne() {
        try (ThreadPool one = ThreadPool.create(1)) {
            int sum = one.apply(() -> one.imap(x -> x, MapTests.numbers(100)).stream()
                    .mapToInt(x -> x)
                    .sum());
            assertThat(sum).isEqualTo(4950);
        }
    }

    private static List<Integer> take(Iterator<Integer> iterator, int count) {
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(iterator.next());
        }
        return taken;
    }
}
