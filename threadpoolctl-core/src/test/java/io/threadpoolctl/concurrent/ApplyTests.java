package io.threadpoolctl.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ApplyTests {

    @Test
    void returnsWhatTheTaskReturns() {
        try (ThreadPool pool = ThreadPool.create(4)) {
            int a = pool.apply(() -> 5 * 5);
            assertThat(a).isEqualTo(25);
            assertThat(pool.<Object>apply(() -> null)).isNull();
        }
    }

    @Test
    void runsTheTaskInAWorker() {
        try (ThreadPool pool =
                ThreadPool.builder().processes(1).namePrefix("digger-").build()) {
            Thread worker = pool.apply(Thread::currentThread);
            assertThat(worker.getName()).isEqualTo("digger-1");
            assertThat(worker.isDaemon()).isTrue();
            assertThat(worker).isNotSameAs(Thread.currentThread());
        }
    }

    @Test
    void runsAsManyTasksAtOnceAsThereAreWorkers() throws Exception {
        CyclicBarrier allTogether = new CyclicBarrier(4);
        try (ThreadPool pool = ThreadPool.create(4)) {
            List<AsyncResult<Integer>> results = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                results.add(pool.applyAsync(allTogether::await));
            }
            for (AsyncResult<Integer> result : results) {
                assertThat(result.get()).isBetween(0, 3);
            }
        }
    }

    @Test
    void throwsTheTasksOwnExceptionCheckedOrNot() {
        try (ThreadPool pool = ThreadPool.create(1)) {
            IOException checked = new IOException("disk");
            assertThatThrownBy(() -> pool.apply(() -> {
                        throw checked;
                    }))
                    .isSameAs(checked);
            CompletionException wrapper = new CompletionException(checked);
            assertThatThrownBy(() -> pool.apply(() -> {
                        throw wrapper;
                    }))
                    .isSameAs(wrapper);
            CancellationException cancelled = new CancellationException("by the task");
            assertThatThrownBy(() -> pool.apply(() -> {
                        throw cancelled;
                    }))
                    .isSameAs(cancelled);
        }
    }

    @Test
    void anErrorReachesTheCallerAndTheOnlyWorkerLivesOn() {
        class ThreadDeathLike extends Error {
            private static final long serialVersionUID = 1L;
        }
        try (ThreadPool pool = ThreadPool.create(1)) {
            Thread worker = pool.apply(Thread::currentThread);
            assertThatThrownBy(() -> pool.apply(() -> forEver(0))).isInstanceOf(StackOverflowError.class);
            ThreadDeathLike death = new ThreadDeathLike();
            assertThatThrownBy(() -> pool.apply(() -> {
                        throw death;
                    }))
                    .isSameAs(death);
            assertThat(pool.apply(Thread::currentThread)).isSameAs(worker);
        }
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int forEver(int depth) {
        return forEver(depth + 1) + 1;
    }

    @Test
    void anInterruptedCallerGetsItsStatusBackAndTheWorkIsCancelled() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> status = new AtomicReference<>();
        try (ThreadPool pool = ThreadPool.create(1)) {
            Thread caller = new Thread(() -> {
                thrown.set(catchThrowable(() -> pool.apply(() -> {
                    running.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return 0;
                })));
                status.set(Thread.currentThread().isInterrupted());
            });
            caller.start();
            running.await();
            caller.interrupt();
            caller.join();
            interrupted.await();
            assertThat(thrown.get())
                    .isInstanceOf(CancellationException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(status.get()).isTrue();
            assertThat(pool.apply(() -> Thread.currentThread().isInterrupted())).isFalse();
        }
    }

    @Test
    void callbacksRunInTheWorkerBeforeTheResultIsReady() throws Exception {
        try (ThreadPool pool = ThreadPool.create(1)) {
            Thread worker = pool.apply(Thread::currentThread);
            CountDownLatch mayGoOn = new CountDownLatch(1);
            CountDownLatch called = new CountDownLatch(1);
            AtomicReference<Object> seen = new AtomicReference<>();
            AsyncResult<String> result = pool.applyAsync(() -> "value", value -> {
                seen.set(value + (Thread.currentThread() == worker ? " in the worker" : " elsewhere"));
                called.countDown();
                awaitUnchecked(mayGoOn);
            });
            called.await();
            assertThat(result.ready()).isFalse();
            mayGoOn.countDown();
            assertThat(result.await()).isEqualTo("value");
            assertThat(seen.get()).isEqualTo("value in the worker");
        }
    }

    @Test
    void exactlyOneCallbackIsCalled() {
        List<Object> seen = new ArrayList<>();
        IOException failure = new IOException();
        try (ThreadPool pool = ThreadPool.create(1)) {
            pool.applyAsync(() -> 1, seen::add, seen::add).await();
            AsyncResult<Integer> failed = pool.applyAsync(
                    () -> {
                        throw failure;
                    },
                    seen::add,
                    seen::add);
            assertThatThrownBy(failed::await).isSameAs(failure);
        }
        assertThat(seen).containsExactly(1, failure);
    }

    @Test
    void failingCallbacksAreReportedAndHarmNobody() {
        List<Throwable> reported = new ArrayList<>();
        StackOverflowError error = new StackOverflowError();
        RuntimeException exception = new RuntimeException();
        try (ThreadPool pool = ThreadPool.builder()
                .processes(1)
                .threadFactory(code -> {
                    Thread thread = new Thread(code);
                    thread.setUncaughtExceptionHandler((t, e) -> {
                        reported.add(e);
                        if (e == error) {
                            throw new IllegalStateException("the handler fails as well, this is logged");
                        }
                    });
                    return thread;
                })
                .build()) {
            assertThat(pool.applyAsync(() -> 1, value -> {
                                throw error;
                            })
                            .await())
                    .isEqualTo(1);
            for (int i = 0; i < 20; i++) {
                IOException failure = new IOException();
                AsyncResult<Integer> failed = pool.applyAsync(
                        () -> {
                            throw failure;
                        },
                        null,
                        thrown -> {
                            throw exception;
                        });
                assertThatThrownBy(failed::await).isSameAs(failure);
            }
            assertThat(pool.apply(() -> "alive")).isEqualTo("alive");
        }
        assertThat(reported).hasSize(21).startsWith(error, exception).containsOnly(error, exception);
    }

    static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
