package io.threadpoolctl.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threadpoolctl.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class BuilderTests {

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void fewerThanOneWorkerIsRefused(int processes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThreadPool.create(processes))
                .withMessageContaining("processes")
                .withMessageContaining(Integer.toString(processes));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThreadPool.builder().processes(processes));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE})
    void aNegativeQueueCapacityIsRefused(int capacity) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThreadPool.builder().queueCapacity(capacity))
                .withMessage("queueCapacity must be at least 0, but is " + capacity);
    }

    @Test
    void aNegativeCloseTimeoutIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThreadPool.builder().closeTimeout(Duration.ofSeconds(-1)))
                .withMessageContaining("closeTimeout");
    }

    @Test
    void byDefaultThereIsAWorkerForEachAvailableProcessor() {
        try (ThreadPool pool = ThreadPool.create()) {
            assertThat(pool.processes()).isEqualTo(Runtime.getRuntime().availableProcessors());
        }
        try (ThreadPool pool = ThreadPool.create(3)) {
            assertThat(pool.processes()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource({"8, 8, 1", "8, 2, 1", "2, 8, 4", "3, 8, 2", "1, 1, 1"})
    void byDefaultTheWorkersShareTheProcessors(int workers, int processors, int limit) {
        assertThat(WorkerLimits.sharedBy(workers, processors)).isEqualTo(Limits.all(limit));
    }

    @Test
    void limitsCanBeChosen() {
        try (ThreadPool pool =
                ThreadPool.builder().processes(2).limits(Limits.none()).build()) {
            assertThat(pool.apply(() -> 1)).isEqualTo(1);
        }
    }

    @Test
    void workersInheritNoThreadLocals() {
        InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
        local.set("a request's");
        try (ThreadPool pool = ThreadPool.create(1)) {
            assertThat(pool.<Object>apply(local::get)).isNull();
        } finally {
            local.remove();
        }
    }

    @Test
    void withoutAHandlerUncaughtExceptionsGoToTheApplicationsDefaultHandler() {
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> seen.set(failure));
        IllegalStateException failure = new IllegalStateException();
        try (ThreadPool pool = ThreadPool.create(1)) {
            pool.execute(() -> {
                throw failure;
            });
            pool.apply(() -> "behind it");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(seen).hasValue(failure);
    }

    @Test
    void aThreadFactoryThatMakesNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ThreadPool.builder().threadFactory(code -> null).build())
                .withMessageContaining("no thread");
    }

    @Test
    void aStartThatFailsLeavesNoWorkerBehind() throws Exception {
        List<Thread> threads = new ArrayList<>();
        OutOfMemoryError failure = new OutOfMemoryError("unable to create native thread");
        AtomicInteger made = new AtomicInteger();
        ThreadFactory factory = code -> {
            Thread thread = made.incrementAndGet() < 3
                    ? new Thread(code)
                    : new Thread(code) {
                        @Override
                        public synchronized void start() {
                            throw failure;
                        }
                    };
            threads.add(thread);
            return thread;
        };
        assertThatThrownBy(() ->
                        ThreadPool.builder().processes(4).threadFactory(factory).build())
                .isSameAs(failure);
        assertThat(threads).hasSize(4);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** The program ends with its main thread, although a task is running and the pool is open. */
    @Test
    void anOpenPoolDoesNotKeepTheProgramAlive() throws Exception {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ForgetfulProgram.class.getName())
                .inheritIO()
                .start();
        try {
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    static final class ForgetfulProgram {
        static ThreadPool pool = ThreadPool.create(2);

        public static void main(String[] args) throws Exception {
            CountDownLatch running = new CountDownLatch(1);
            pool.execute(() -> {
                running.countDown();
                ApplyTests.awaitUnchecked(new CountDownLatch(1));
            });
            running.await();
        }
    }
}
