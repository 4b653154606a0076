package io.threadpoolctl.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class InitializerTests {

    @Test
    void runsOnceInEachWorkerBeforeItsFirstTask() {
        Set<Thread> initialized = ConcurrentHashMap.newKeySet();
        AtomicInteger calls = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(3);
        try (ThreadPool pool = ThreadPool.builder()
                .processes(3)
                .initializer(() -> {
                    calls.incrementAndGet();
                    initialized.add(Thread.currentThread());
                })
                .build()) {
            List<Boolean> known = pool.map(
                    x -> {
                        try {
                            together.await();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                        return initialized.contains(Thread.currentThread());
                    },
                    MapTests.numbers(3),
                    1);
            assertThat(known).containsExactly(true, true, true);
        }
        assertThat(calls).hasValue(3);
    }

    @Test
    void isGivenItsArguments() {
        ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
        try (ThreadPool pool =
                ThreadPool.builder().processes(1).initializer(seen::add, "one").build()) {
            pool.apply(() -> 0);
        }
        try (ThreadPool pool = ThreadPool.builder()
                .processes(1)
                .initializer((a, b) -> seen.add(a + " and " + b), "one", 2)
                .build()) {
            pool.apply(() -> 0);
        }
        assertThat(seen).containsExactly("one", "one and 2");
    }

    @Test
    void aFailingOneFailsThePoolAndEverythingThatWaits() {
        CountDownLatch gate = new CountDownLatch(1);
        Error failure = new NoClassDefFoundError("numeric");
        List<Throwable> told = new ArrayList<>();
        ThreadPool pool = ThreadPool.builder()
                .processes(1)
                .initializer(() -> {
                    ApplyTests.awaitUnchecked(gate);
                    throw failure;
                })
                .build();
        AsyncResult<Integer> result = pool.applyAsync(() -> 1, null, told::add);
        AsyncResult<List<Integer>> map = pool.mapAsync(x -> x, MapTests.numbers(100), 1);
        ResultIterator<Integer> imap = pool.imap(x -> x, MapTests.numbers(100)).iterator();
        gate.countDown();
        assertBrokenBy(failure, result::await);
        assertBrokenBy(failure, map::await);
        assertBrokenBy(failure, imap::next);
        assertThatThrownBy(result::get).isInstanceOf(ExecutionException.class);
        assertThat(told).hasSize(1);
        assertBrokenBy(failure, () -> pool.apply(() -> 1));
        assertBrokenBy(failure, () -> pool.imap(x -> x, List.of(1)));
        assertThatThrownBy(() -> pool.submit(() -> 1))
                .isInstanceOf(RejectedExecutionException.class)
                .hasRootCause(failure);
        assertThat(pool.isShutdown()).isTrue();
        pool.join();
        assertThat(pool.isTerminated()).isTrue();
    }

    @Test
    void oneFailingWorkerIsEnoughAndWhatRunsIsFinished() throws Exception {
        CountDownLatch mayFail = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger number = new AtomicInteger();
        RuntimeException failure = new IllegalArgumentException();
        ThreadPool pool = ThreadPool.builder()
                .processes(2)
                .initializer(() -> {
                    if (number.getAndIncrement() > 0) {
                        ApplyTests.awaitUnchecked(mayFail);
                        throw failure;
                    }
                })
                .build();
        AsyncResult<Integer> result = pool.applyAsync(() -> {
            running.countDown();
            gate.await();
            return 1;
        });
        AsyncResult<Integer> waiting = pool.applyAsync(() -> 1);
        running.await();
        mayFail.countDown();
        assertBrokenBy(failure, waiting::await);
        gate.countDown();
        assertThat(result.await()).isEqualTo(1);
        pool.join();
    }

    private static void assertBrokenBy(Throwable failure, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOf(BrokenPoolException.class)
                .isInstanceOf(IllegalStateException.class)
                .hasCause(failure);
    }
}
