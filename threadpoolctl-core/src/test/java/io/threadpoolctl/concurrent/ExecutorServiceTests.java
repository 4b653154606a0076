package io.threadpoolctl.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ExecutorServiceTests {
    private final List<Throwable> uncaught = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch gate = new CountDownLatch(1);
    private final ThreadPool pool = ThreadPool.builder()
            .processes(2)
            .queueCapacity(100)
            .threadFactory(code -> {
                Thread thread = new Thread(code);
                thread.setUncaughtExceptionHandler((t, e) -> uncaught.add(e));
                return thread;
            })
            .build();
    private final ExecutorService executor = pool;

    @AfterEach
    void end() {
        gate.countDown();
        pool.close();
    }

    private void occupyBothWorkers() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            executor.execute(() -> {
                busy.countDown();
                ApplyTests.awaitUnchecked(gate);
            });
        }
        busy.await();
    }

    @Test
    void submitsCallablesAndRunnables() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        assertThat(executor.submit(() -> 7).get()).isEqualTo(7);
        Future<?> nothing = executor.submit((Runnable) ran::incrementAndGet);
        assertThat(nothing.get()).isNull();
        assertThat(executor.submit(ran::incrementAndGet, "given").get()).isEqualTo("given");
        assertThat(ran).hasValue(2);
        assertThat(CompletableFuture.supplyAsync(() -> 8, executor).get()).isEqualTo(8);
    }

    @Test
    void whatARunnableThrowsGoesToTheHandlerAndTheWorkersLiveOn() {
        Error failure = new AssertionError();
        for (int i = 0; i < 10; i++) {
            executor.execute(() -> {
                throw failure;
            });
        }
        executor.shutdown();
        pool.join();
        assertThat(uncaught).hasSize(10).containsOnly(failure);
    }

    @Test
    void invokeAllWaitsForAll() throws Exception {
        IOException failure = new IOException();
        List<Callable<Integer>> tasks = List.of(
                () -> 1,
                () -> {
                    throw failure;
                },
                () -> 3);
        List<Future<Integer>> results = executor.invokeAll(tasks);
        assertThat(results).hasSize(3).allMatch(Future::isDone);
        assertThat(results.get(2).get()).isEqualTo(3);
        assertThatThrownBy(results.get(1)::get).hasCause(failure);
        assertThat(executor.invokeAll(List.<Callable<Integer>>of())).isEmpty();
        assertThat(executor.invokeAll(tasks, 1, TimeUnit.DAYS)).allMatch(Future::isDone);
    }

    @Test
    void invokeAllCancelsWhatIsLateAndInterruptsIt() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        List<Callable<Integer>> tasks = List.of(() -> 1, () -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
            return 2;
        });
        Callable<Integer> first = tasks.get(0);
        List<Future<Integer>> results = executor.invokeAll(tasks, 100, TimeUnit.MILLISECONDS);
        assertThat(results).hasSize(2).allMatch(Future::isDone);
        assertThat(results.get(1).isCancelled()).isTrue();
        assertThat(executor.invokeAll(List.of(first, first)).get(0).get()).isEqualTo(1);
    }

    @Test
    void anInterruptedInvokeAllCancelsEverything() throws Exception {
        occupyBothWorkers();
        AtomicInteger ran = new AtomicInteger();
        Thread.currentThread().interrupt();
        List<Callable<Integer>> tasks = List.of(ran::incrementAndGet, ran::incrementAndGet);
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> executor.invokeAll(tasks));
        assertThat(pool.queuedTasks()).isZero();
        gate.countDown();
        assertThat(pool.apply(ran::get)).isZero();
    }

    @Test
    void invokeAnyGivesOneThatSucceedsAndCancelsTheOthers() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        List<Callable<String>> tasks = List.of(
                () -> {
                    running.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        interrupted.countDown();
                    }
                    return "never";
                },
                () -> {
                    throw new IOException();
                },
                () -> {
                    running.await();
                    return "third";
                });
        assertThat(executor.invokeAny(tasks)).isEqualTo("third");
        interrupted.await();
        List<Callable<String>> one = List.of(() -> "one");
        assertThat(executor.invokeAny(one, 1, TimeUnit.DAYS)).isEqualTo("one");
    }

    @Test
    void invokeAnyFailsWhenAllFail() {
        IOException failure = new IOException();
        Callable<String> failing = () -> {
            throw failure;
        };
        assertThatThrownBy(() -> executor.invokeAny(List.of(failing, failing)))
                .isInstanceOf(ExecutionException.class)
                .hasCause(failure);
        assertThatIllegalArgumentException().isThrownBy(() -> executor.invokeAny(List.of()));
    }

    @Test
    void invokeAnyGivesUpInTime() throws Exception {
        occupyBothWorkers();
        assertThatThrownBy(() -> executor.invokeAny(List.of(() -> 1), 1, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        assertThat(pool.queuedTasks()).isZero();
    }

    @Test
    void invokeAnyDoesNotHangWhenThePoolIsTerminated() throws Exception {
        occupyBothWorkers();
        Thread terminator = new Thread(() -> {
            while (pool.queuedTasks() == 0) {
                Thread.onSpinWait();
            }
            pool.terminate();
        });
        terminator.start();
        assertThatThrownBy(() -> executor.invokeAny(List.of(() -> 1))).isInstanceOf(ExecutionException.class);
        terminator.join();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // there is none
    @Test
    void afterShutdownWorkIsRejected() throws Exception {
        executor.shutdown();
        assertThat(executor.isShutdown()).isTrue();
        List<Callable<Integer>> tasks = List.of(() -> 1);
        assertRejected(() -> executor.execute(() -> {}));
        assertRejected(() -> executor.submit(() -> 1));
        assertRejected(() -> executor.submit(() -> {}));
        assertThatThrownBy(() -> executor.invokeAll(tasks)).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> executor.invokeAny(tasks)).isInstanceOf(RejectedExecutionException.class);
        assertThat(executor.awaitTermination(1, TimeUnit.DAYS)).isTrue();
        assertThat(executor.isTerminated()).isTrue();
    }

    @Test
    void aFullQueueRejectsWhateverComes() throws Exception {
        occupyBothWorkers();
        List<AsyncResult<Integer>> queued = new ArrayList<>();
        for (int i = 0; i < 99; i++) {
            queued.add(pool.applyAsync(() -> 1));
        }
        AsyncResult<List<Integer>> map = pool.mapAsync(x -> x, MapTests.numbers(1000), 1);
        assertRejected(() -> executor.execute(() -> {}));
        assertRejected(() -> pool.apply(() -> 1));
        assertRejected(() -> pool.imap(x -> x, List.of(1)));
        assertThatThrownBy(() -> pool.map(x -> x, List.of(1))).hasMessageContaining("100");
        List<Callable<Integer>> tasks = List.of(() -> 1, () -> 2);
        queued.get(0).cancel(false);
        assertThatThrownBy(() -> executor.invokeAll(tasks)).isInstanceOf(RejectedExecutionException.class);
        AsyncResult<Integer> last = pool.applyAsync(() -> 1); // invokeAll has taken back what it had submitted
        gate.countDown();
        assertThat(map.await()).hasSize(1000);
        assertThat(last.await()).isEqualTo(1);
    }

    @Test
    void awaitTerminationSaysWhetherItIsOver() throws Exception {
        occupyBothWorkers();
        assertThat(executor.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
        executor.shutdown();
        assertThat(executor.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(executor.isTerminated()).isFalse();
        gate.countDown();
        assertThat(executor.awaitTermination(Long.MAX_VALUE, TimeUnit.DAYS)).isTrue();
        assertThat(executor.isTerminated()).isTrue();
    }

    @Test
    void shutdownNowInterruptsWhatRunsAndHandsBackWhatDoesNot() throws Exception {
        CountDownLatch busy = new CountDownLatch(2);
        CountDownLatch interrupted = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            executor.execute(() -> {
                busy.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            });
        }
        busy.await();
        AtomicInteger ran = new AtomicInteger();
        Runnable raw = ran::incrementAndGet;
        executor.execute(raw);
        Future<Integer> submitted = executor.submit(ran::incrementAndGet);
        List<Runnable> neverRun = executor.shutdownNow();
        interrupted.await();
        assertThat(neverRun).hasSize(2);
        assertThat(neverRun.get(0)).isSameAs(raw);
        neverRun.get(1).run();
        assertThat(submitted.isCancelled()).isTrue();
        assertThat(executor.awaitTermination(1, TimeUnit.DAYS)).isTrue();
        assertThat(ran).hasValue(0);
    }

    @Test
    void tasksThatCannotBeListedAreNotSubmitted() throws Exception {
        occupyBothWorkers();
        IllegalStateException failure = new IllegalStateException();
        Collection<Callable<Integer>> failing = tasks(() -> {
            throw failure;
        });
        assertThatThrownBy(() -> executor.invokeAll(failing)).isSameAs(failure);
        assertThatThrownBy(() -> executor.invokeAny(failing)).isSameAs(failure);
        assertThat(pool.queuedTasks()).isZero();
    }

    /** One that others change meanwhile might be another one the second time. */
    @Test
    void tasksAreListedOnce() throws Exception {
        occupyBothWorkers();
        AtomicInteger listed = new AtomicInteger();
        Collection<Callable<Integer>> tasks = tasks(() -> {
            int time = listed.incrementAndGet();
            return () -> time;
        });
        executor.invokeAll(tasks, 0, TimeUnit.SECONDS);
        assertThat(listed).hasValue(1);
        assertThatThrownBy(() -> executor.invokeAny(tasks, 0, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(listed).hasValue(2);
    }

    /** Two tasks, the second of which comes into being as it is asked for. */
    private static Collection<Callable<Integer>> tasks(Supplier<Callable<Integer>> second) {
        return new AbstractCollection<>() {
            @Override
            public Iterator<Callable<Integer>> iterator() {
                return Stream.<Supplier<Callable<Integer>>>of(() -> () -> 1, second)
                        .map(Supplier::get)
                        .iterator();
            }

            @Override
            public int size() {
                return 2;
            }
        };
    }

    @Test
    void aFutureThatCannotBeCancelledDoesNotKeepOthersFromBeingTold() throws Exception {
        occupyBothWorkers();
        IllegalStateException failure = new IllegalStateException();
        AsyncResult<Integer> before = pool.applyAsync(() -> 1);
        executor.execute(new FutureTask<>(() -> 1) {
            @Override
            protected void done() {
                throw failure;
            }
        });
        AsyncResult<Integer> after = pool.applyAsync(() -> 1);
        Thread terminator = new Thread(pool::terminate);
        terminator.setUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
        terminator.start();
        terminator.join();
        assertThat(before.isCancelled()).isTrue();
        assertThat(after.isCancelled()).isTrue();
        assertThat(uncaught).containsExactly(failure);
    }

    @Test
    void aPoolThatIsNotShutDownHasNotTerminatedEvenIfItsThreadsHaveEnded() throws Exception {
        List<Thread> threads = new ArrayList<>();
        ThreadPool lifeless = ThreadPool.builder()
                .processes(2)
                .threadFactory(code -> {
                    Thread thread = new Thread(() -> {});
                    threads.add(thread);
                    return thread;
                })
                .build();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(lifeless.isTerminated()).isFalse();
        assertThat(lifeless.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
        lifeless.shutdown();
        assertThat(lifeless.awaitTermination(1, TimeUnit.DAYS)).isTrue();
        assertThat(lifeless.isTerminated()).isTrue();
    }

    @Test
    void completionServicesWork() throws Exception {
        ExecutorCompletionService<Integer> service = new ExecutorCompletionService<>(executor);
        for (int i = 0; i < 10; i++) {
            int value = i;
            service.submit(() -> value);
        }
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += service.take().get();
        }
        assertThat(sum).isEqualTo(45);
    }

    private static void assertRejected(Runnable call) {
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(call::run);
    }
}
