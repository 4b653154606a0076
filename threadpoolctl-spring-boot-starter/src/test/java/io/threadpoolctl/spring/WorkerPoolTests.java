package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.threadpoolctl.concurrent.AsyncResult;
import io.threadpoolctl.concurrent.ThreadPool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** {@code threadpoolctl.pool.*}. */
@Timeout(60)
class WorkerPoolTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    TaskExecutionAutoConfiguration.class,
                    ThreadpoolctlAutoConfiguration.class,
                    WorkerPoolAutoConfiguration.class,
                    WorkerPoolMetricsAutoConfiguration.class));

    private final ApplicationContextRunner withPool = runner.withPropertyValues("threadpoolctl.pool.enabled=true");

    @BeforeAll
    static void load() {
        DebianLibraries.load(DebianLibraries.LIBGOMP);
    }

    @Test
    void thereIsNoneUnlessAskedFor() {
        runner.run(
                context -> assertThat(context).doesNotHaveBean(ThreadPool.class).doesNotHaveBean(MeterBinder.class));
    }

    @Test
    void withoutFurtherWordsItHasAWorkerForEachProcessorAndOneNativeThreadForEachWorker() {
        withPool.run(context -> {
            ThreadPool pool = context.getBean(ThreadPool.class);
            assertThat(pool.processes()).isEqualTo(Runtime.getRuntime().availableProcessors());
            assertThat(pool.apply(() -> DebianLibraries.threads("libgomp"))).isEqualTo(1);
            assertThat(pool.apply(() -> Thread.currentThread().getName())).startsWith("threadpoolctl-worker-");
        });
    }

    @Test
    void everythingCanBeChosen() {
        withPool.withPropertyValues(
                        "threadpoolctl.pool.processes=3",
                        "threadpoolctl.pool.name-prefix=solver-",
                        "threadpoolctl.pool.limits.openmp=2")
                .run(context -> {
                    ThreadPool pool = context.getBean(ThreadPool.class);
                    assertThat(pool.processes()).isEqualTo(3);
                    assertThat(pool.apply(() -> DebianLibraries.threads("libgomp")))
                            .isEqualTo(2);
                    assertThat(pool.apply(() -> Thread.currentThread().getName()))
                            .startsWith("solver-");
                });
    }

    @Test
    void aFullQueueRefuses() {
        withPool.withPropertyValues("threadpoolctl.pool.processes=1", "threadpoolctl.pool.queue-capacity=1")
                .run(context -> {
                    ThreadPool pool = context.getBean(ThreadPool.class);
                    CountDownLatch begun = new CountDownLatch(1);
                    CountDownLatch end = new CountDownLatch(1);
                    pool.execute(() -> {
                        begun.countDown();
                        await(end);
                    });
                    await(begun);
                    AsyncResult<Integer> waiting = pool.applyAsync(() -> 1);
                    assertThatExceptionOfType(RejectedExecutionException.class)
                            .isThrownBy(() -> pool.applyAsync(() -> 2));
                    end.countDown();
                    assertThat(waiting.get()).isEqualTo(1);
                });
    }

    @Test
    void switchedOffThePoolIsStillThereWithoutLimits() {
        int free = DebianLibraries.threads("libgomp");
        withPool.withPropertyValues("threadpoolctl.enabled=false", "threadpoolctl.pool.limits.nobody=3")
                .run(context -> assertThat(
                                context.getBean(ThreadPool.class).apply(() -> DebianLibraries.threads("libgomp")))
                        .isEqualTo(free));
    }

    @Test
    void onesOwnPoolReplacesItAndIsMeasured() {
        try (ThreadPool own = ThreadPool.create(5)) {
            withPool.withBean("own", ThreadPool.class, () -> own).run(context -> {
                assertThat(context.getBean(ThreadPool.class)).isSameAs(own);
                SimpleMeterRegistry registry = new SimpleMeterRegistry();
                context.getBean(MeterBinder.class).bindTo(registry);
                assertThat(registry.get("threadpoolctl.workers")
                                .tag("name", "own")
                                .gauge()
                                .value())
                        .isEqualTo(5);
            });
        }
    }

    @Test
    void springBootsOwnExecutorIsThereAsEverAndIsWhatAnExecutorMeans() {
        withPool.run(context -> {
            assertThat(context).hasBean(TaskExecutionAutoConfiguration.APPLICATION_TASK_EXECUTOR_BEAN_NAME);
            assertThat(context.getBeanProvider(Executor.class).getObject()).isInstanceOf(ThreadPoolTaskExecutor.class);
            assertThat(context.getBeansOfType(Executor.class)).hasSize(2);
        });
    }

    @Test
    void whenTheContextIsClosedRunningTasksEndAndWaitingOnesAreDropped() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        List<ThreadPool> closed = new ArrayList<>();
        List<AsyncResult<Integer>> results = new ArrayList<>();
        withPool.withPropertyValues("threadpoolctl.pool.processes=1").run(context -> {
            ThreadPool pool = context.getBean(ThreadPool.class);
            AsyncResult<Integer> running = pool.applyAsync(() -> {
                begun.countDown();
                await(end);
                return 1;
            });
            await(begun);
            AsyncResult<Integer> waiting = pool.applyAsync(() -> 2, null, dropped -> end.countDown());
            closed.add(pool);
            results.addAll(List.of(running, waiting));
        });
        assertThat(results.get(0).join()).isEqualTo(1);
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> results.get(1).join());
        assertThat(closed.get(0).isTerminated()).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> closed.get(0).apply(() -> 3));
    }

    @Test
    void whatDoesNotEndInTimeIsInterrupted() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        withPool.withPropertyValues("threadpoolctl.pool.close-timeout=0s").run(context -> {
            context.getBean(ThreadPool.class).execute(() -> {
                begun.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            });
            await(begun);
        });
        await(interrupted);
    }

    @ParameterizedTest
    @CsvSource({
        "processes, 0, a whole number of workers from 1 on",
        "processes, share, or \"auto\" for as many as the JVM has processors",
        "processes, 1.5, a whole number of workers from 1 on",
        "queue-capacity, -1, a whole number of calls from 0 on",
        "close-timeout, -1s, a duration of zero or more",
        "limits.openmp, many, \"auto\" or \"share\"",
        "limits.openmpi, 1, did you mean \"openmp\"?"
    })
    void whatCannotBeIsNamedWithWhatIsAllowed(String name, String value, String allowed) {
        withPool.withPropertyValues("threadpoolctl.pool." + name + "=" + value)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidLimitException.class)
                        .hasMessageContaining("threadpoolctl.pool." + name)
                        .hasMessageContaining(allowed));
    }

    @Test
    void itsNumbersAreMeters() {
        withPool.withPropertyValues("threadpoolctl.pool.processes=2").run(context -> {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            context.getBean(MeterBinder.class).bindTo(registry);
            ThreadPool pool = context.getBean(ThreadPool.class);
            CountDownLatch begun = new CountDownLatch(2);
            CountDownLatch end = new CountDownLatch(1);
            List<AsyncResult<Integer>> results = IntStream.range(0, 3)
                    .mapToObj(i -> pool.applyAsync(() -> {
                        begun.countDown();
                        await(end);
                        return i;
                    }))
                    .toList();
            await(begun);
            assertThat(gauge(registry, "threadpoolctl.workers")).isEqualTo(2);
            assertThat(gauge(registry, "threadpoolctl.workers.active")).isEqualTo(2);
            assertThat(gauge(registry, "threadpoolctl.workers.queued")).isEqualTo(1);
            end.countDown();
            results.forEach(AsyncResult::join);
            pool.shutdown();
            pool.join();
            assertThat(registry.get("threadpoolctl.workers.completed")
                            .functionCounter()
                            .count())
                    .isEqualTo(3);
        });
    }

    @Test
    void withoutMicrometerThereAreNoMeters() {
        withPool.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
                .run(context -> assertThat(context)
                        .hasSingleBean(ThreadPool.class)
                        .doesNotHaveBean("threadpoolctlWorkerPoolMetrics"));
    }

    private static double gauge(SimpleMeterRegistry registry, String name) {
        return registry.get(name).tag("name", "threadpoolctlPool").gauge().value();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
