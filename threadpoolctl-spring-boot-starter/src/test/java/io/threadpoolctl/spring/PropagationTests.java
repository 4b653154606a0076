package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.task.ThreadPoolTaskExecutorBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Schedulers;

/** Limits that follow work to other threads, seen by libgomp, whose number belongs to each thread. */
class PropagationTests {

    private final Threadpools pools = Threadpools.ofProcess();
    private final ExecutorService executor = Executors.newSingleThreadExecutor();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ThreadpoolctlAutoConfiguration.class,
                    PropagationAutoConfiguration.class,
                    TaskExecutionAutoConfiguration.class));

    private final ApplicationContextRunner propagating =
            runner.withPropertyValues("threadpoolctl.propagate-to-tasks=true");

    @BeforeAll
    static void load() {
        DebianLibraries.load(DebianLibraries.LIBGOMP);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        assertThat(executor.submit(PropagationTests::threads).get()).isEqualTo(processors());
        executor.shutdown();
        assertThat(pools.snapshot().openScopes()).isZero();
    }

    @Test
    void aTaskTakesOverTheLimitsOfWhoeverSubmitsIt() {
        propagating.run(context -> {
            AsyncTaskExecutor tasks = context.getBean(AsyncTaskExecutor.class);
            try (LimitScope scope = pools.limit(Limits.openmp(1))) {
                assertThat(scope.original()).isNotEmpty();
                assertThat(tasks.submit(PropagationTests::threads).get()).isEqualTo(1);
            }
            assertThat(tasks.submit(PropagationTests::threads).get()).isEqualTo(processors());
        });
    }

    @Test
    void unaskedItDoesNot() {
        runner.run(context -> {
            assertThat(context).doesNotHaveBean(TaskDecorator.class);
            try (LimitScope scope = pools.limit(Limits.openmp(1))) {
                assertThat(scope.original()).isNotEmpty();
                assertThat(context.getBean(AsyncTaskExecutor.class)
                                .submit(PropagationTests::threads)
                                .get())
                        .isEqualTo(processors());
            }
        });
    }

    @Test
    void aDecoratorOfOnesOwnWorksBesideIt() {
        AtomicInteger decorated = new AtomicInteger();
        TaskDecorator own = task -> () -> {
            decorated.incrementAndGet();
            task.run();
        };
        propagating.withBean("own", TaskDecorator.class, () -> own).run(context -> {
            try (LimitScope scope = pools.limit(Limits.openmp(1))) {
                assertThat(scope.original()).isNotEmpty();
                assertThat(context.getBean(AsyncTaskExecutor.class)
                                .submit(PropagationTests::threads)
                                .get())
                        .isEqualTo(1);
            }
            assertThat(decorated).hasValue(1);
        });
    }

    @Test
    void whatABuilderHasBeenToldStays() {
        AtomicInteger decorated = new AtomicInteger();
        propagating.run(context -> {
            ThreadPoolTaskExecutor built = context.getBean(ThreadPoolTaskExecutorBuilder.class)
                    .taskDecorator(task -> () -> {
                        decorated.incrementAndGet();
                        task.run();
                    })
                    .build();
            built.initialize();
            try (LimitScope scope = pools.limit(Limits.openmp(1))) {
                assertThat(scope.original()).isNotEmpty();
                assertThat(built.submit(PropagationTests::threads).get()).isEqualTo(1);
            } finally {
                built.shutdown();
            }
        });
        assertThat(decorated).hasValue(1);
    }

    @Test
    void micrometersContextCarriesThem() throws Exception {
        ExecutorService carrying = ContextExecutorService.wrap(
                executor, () -> ContextSnapshotFactory.builder().build().captureAll());
        try (LimitScope scope = pools.limit(Limits.openmp(1))) {
            assertThat(scope.original()).isNotEmpty();
            assertThat(carrying.submit(PropagationTests::threads).get()).isEqualTo(1);
        }
        assertThat(carrying.submit(PropagationTests::threads).get()).isEqualTo(processors());
    }

    @Test
    void aContextWithoutLimitsLeavesTheThreadsOwnAlone() {
        ContextSnapshot none =
                ContextSnapshotFactory.builder().clearMissing(true).build().captureAll();
        try (LimitScope scope = pools.limit(Limits.openmp(1))) {
            try (ContextSnapshot.Scope cleared = none.setThreadLocals()) {
                assertThat(cleared).isNotNull();
                assertThat(threads()).isEqualTo(1);
            }
            assertThat(threads()).isEqualTo(1);
            assertThat(scope.original()).isNotEmpty();
        }
    }

    @Test
    void reactorsAutomaticPropagationCarriesThem() {
        Hooks.enableAutomaticContextPropagation();
        try (LimitScope scope = pools.limit(Limits.openmp(1))) {
            assertThat(scope.original()).isNotEmpty();
            List<Integer> seen = Flux.range(0, 20)
                    .publishOn(Schedulers.parallel())
                    .map(i -> threads())
                    .publishOn(Schedulers.boundedElastic())
                    .map(threads -> Math.max(threads, threads()))
                    .contextCapture()
                    .collectList()
                    .block();
            assertThat(seen).hasSize(20).containsOnly(1);
        } finally {
            Hooks.disableAutomaticContextPropagation();
        }
        assertThat(Flux.range(0, 8)
                        .flatMap(i ->
                                Flux.just(i).publishOn(Schedulers.parallel()).map(j -> threads()))
                        .collectList()
                        .block())
                .containsOnly(processors());
    }

    private static int threads() {
        return DebianLibraries.threads("libgomp");
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }
}
