package io.threadpoolctl.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which calls a bounded queue takes: as many as wait beside those that free workers take. */
@SuppressWarnings("FutureReturnValueIgnored") // what is queued only has to be there
@Timeout(300)
class QueueCapacityTests {
    private static final int ROUNDS = 200;

    private final CountDownLatch gate = new CountDownLatch(1);
    private ThreadPool pool = ThreadPool.create(1);

    private void makePool(int workers, int capacity) {
        pool.close();
        pool = ThreadPool.builder().processes(workers).queueCapacity(capacity).build();
    }

    @AfterEach
    void end() {
        gate.countDown();
        pool.close();
    }

    private AsyncResult<Integer> block() {
        return pool.applyAsync(() -> {
            gate.await();
            return 1;
        });
    }

    private void occupyAllWorkers() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(pool.processes());
        for (int i = 0; i < pool.processes(); i++) {
            pool.execute(() -> {
                busy.countDown();
                ApplyTests.awaitUnchecked(gate);
            });
        }
        busy.await();
    }

    private static void assertRejected(ThrowingCallable call) {
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(call);
    }

    @Test
    void freeWorkersAndTheQueueAreFilledInOneGoAndNoFurther() {
        for (int round = 0; round < 20; round++) {
            CountDownLatch open = new CountDownLatch(1);
            try (ThreadPool four =
                    ThreadPool.builder().processes(4).queueCapacity(1).build()) {
                for (int i = 0; i < 5; i++) {
                    four.execute(() -> ApplyTests.awaitUnchecked(open));
                }
                assertRejected(() -> four.execute(() -> {}));
                open.countDown();
            }
        }
    }

    /** The worker itself tells, and is still about it. */
    @Test
    void whoIsToldOfAResultFindsTheWorkerFree() {
        makePool(1, 0);
        CompletableFuture<AsyncResult<Integer>> afterTask = block().thenApply(x -> pool.applyAsync(() -> 7));
        gate.countDown();
        assertThat(afterTask.join().await()).isEqualTo(7);
        CountDownLatch open = new CountDownLatch(1);
        CompletableFuture<AsyncResult<Integer>> afterMap =
                pool.mapAsync(x -> block(open), List.of(1)).thenApply(x -> pool.applyAsync(() -> 8));
        open.countDown();
        assertThat(afterMap.join().await()).isEqualTo(8);
    }

    /** One who waits for all results may submit as many again at once. */
    @Test
    void whenAllResultsAreThereTheWorkersAreFree() throws Exception {
        makePool(4, 1);
        List<Callable<Integer>> tasks = List.of(() -> 1, () -> 2, () -> 3, () -> 4, () -> 5);
        for (int round = 0; round < ROUNDS; round++) {
            List<AsyncResult<Integer>> results =
                    tasks.stream().map(pool::applyAsync).toList();
            results.forEach(AsyncResult::await);
            assertThat(pool.invokeAll(tasks)).hasSize(5);
            pool.mapAsync(x -> x, MapTests.numbers(8), 2).await();
            assertThat(pool.imap(x -> x, MapTests.numbers(8))).hasSize(8);
        }
    }

    /** Nothing waits with a capacity of 0; a call at a time never has to. */
    @Test
    void aCapacityOfNothingTakesWhatAFreeWorkerTakes() {
        makePool(1, 0);
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(pool.apply(() -> 1)).isEqualTo(1);
            assertThat(pool.map(x -> x, List.of(1))).containsExactly(1);
            assertThat(pool.imap(x -> x, List.of(1, 2, 3))).hasSize(3);
        }
        AsyncResult<Integer> running = block();
        assertRejected(this::block);
        gate.countDown();
        assertThat(running.await()).isEqualTo(1);
    }

    @Test
    void asManyCallersAsWorkersAreNeverRefused() throws Exception {
        makePool(3, 0);
        AtomicInteger refused = new AtomicInteger();
        List<Thread> callers = IntStream.range(0, 3)
                .mapToObj(caller -> new Thread(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        try {
                            pool.apply(() -> 1);
                        } catch (RejectedExecutionException e) {
                            refused.incrementAndGet();
                        }
                    }
                }))
                .toList();
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(refused).hasValue(0);
    }

    @Test
    void workersThatHaveNotBegunYetAreFree() {
        pool.close();
        pool = ThreadPool.builder()
                .processes(3)
                .queueCapacity(1)
                .initializer(() -> ApplyTests.awaitUnchecked(gate))
                .build();
        List<AsyncResult<Integer>> results = List.of(block(), block(), block(), block());
        assertRejected(this::block);
        gate.countDown();
        results.forEach(result -> assertThat(result.await()).isEqualTo(1));
    }

    @Test
    void aMapThatFreeWorkersTakeAsAWholeDoesNotWait() {
        makePool(3, 1);
        pool.mapAsync(x -> block(gate), List.of(1, 2), 1);
        block();
        block();
        assertRejected(this::block);
    }

    @Test
    void aMapOfWhichAPartWaitsIsOneCall() {
        makePool(2, 2);
        pool.mapAsync(x -> block(gate), MapTests.numbers(1000), 1);
        pool.mapAsync(x -> block(gate), MapTests.numbers(1000), 1);
        assertRejected(() -> pool.mapAsync(x -> x, List.of(1)));
        assertRejected(this::block);
    }

    @Test
    void anImapIsOneCallWhileItWaits() throws Exception {
        makePool(1, 1);
        occupyAllWorkers();
        Results<Integer> results = pool.imap(x -> x, List.of(1));
        assertRejected(() -> pool.imap(x -> x, List.of(1)));
        assertRejected(this::block);
        results.close();
        assertThat(block().ready()).isFalse();
    }

    @Test
    void whatIsTakenBackMakesRoom() throws Exception {
        makePool(2, 1);
        occupyAllWorkers();
        AsyncResult<Integer> waiting = block();
        assertRejected(this::block);
        waiting.cancel(false);
        block();
        assertRejected(this::block);
    }

    /** It runs the nested task, but the task that waits for it is not done. */
    @Test
    void aWorkerThatHelpsItselfIsNotFree() {
        makePool(1, 1);
        pool.apply(() -> {
            assertThat(pool.apply(() -> 7)).isEqualTo(7);
            AsyncResult<Integer> waiting = block();
            assertRejected(this::block);
            return waiting.cancel(false);
        });
    }

    @Test
    void aTaskThatTakesBackAnotherOneIsNotFree() {
        makePool(1, 1);
        pool.apply(() -> {
            block().cancel(true);
            pool.mapAsync(x -> x, List.of(1, 2, 3), 1).cancel(true);
            AsyncResult<Integer> waiting = block();
            assertRejected(this::block);
            return waiting.cancel(false);
        });
    }

    private static int block(CountDownLatch gate) {
        ApplyTests.awaitUnchecked(gate);
        return 1;
    }
}
