package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threadpoolctl.Threadpools;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Publisher;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Limits that are held until a result has ended, on a real OpenBLAS, whose own getter is asked meanwhile. */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class HeldLimitsTests {

    private static final int BASELINE = 2;
    private static final int MANY = 1000;

    private final ApplicationContextRunner unasked = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, ThreadpoolctlAutoConfiguration.class))
            .withPropertyValues("threadpoolctl.process.blas=" + BASELINE)
            .withBean(Solver.class);

    private final ApplicationContextRunner runner =
            unasked.withPropertyValues("threadpoolctl.aspect.async-return-types=hold");

    @BeforeAll
    static void load() {
        DebianLibraries.load(DebianLibraries.OPENBLAS);
        DebianLibraries.load(DebianLibraries.LIBGOMP);
    }

    @AfterEach
    void nothingIsHeld() {
        assertThat(Threadpools.ofProcess().snapshot().openScopes()).isZero();
    }

    @Test
    void untilAStageHasCompleted() {
        with(solver -> {
            CompletableFuture<Integer> result = new CompletableFuture<>();
            assertThat(solver.stage(result)).isSameAs(result);
            assertThat(threads()).isEqualTo(1);
            result.complete(1);
            assertThat(threads()).isEqualTo(BASELINE);
        });
    }

    @Test
    void untilAStageHasFailedWasCancelledOrTookTooLong() {
        with(solver -> {
            for (Consumer<CompletableFuture<Integer>> end : List.<Consumer<CompletableFuture<Integer>>>of(
                    result -> result.completeExceptionally(new IllegalStateException()),
                    result -> result.cancel(true),
                    result -> result.orTimeout(1, java.util.concurrent.TimeUnit.MILLISECONDS)
                            .handle((value, failure) -> value)
                            .join())) {
                CompletableFuture<Integer> result = new CompletableFuture<>();
                solver.stage(result);
                assertThat(threads()).isEqualTo(1);
                end.accept(result);
                awaitBaseline();
            }
        });
    }

    @Test
    void aStageThatIsCompleteWhenTheMethodReturnsIsNotHeld() {
        with(solver -> {
            long opened = DebianLibraries.openedScopes();
            solver.stage(CompletableFuture.completedFuture(1));
            assertThat(DebianLibraries.openedScopes()).isEqualTo(opened + 1);
            assertThat(threads()).isEqualTo(BASELINE);
        });
    }

    @Test
    void fromSubscriptionToTheEndOfAMono() {
        with(solver -> {
            Mono<Integer> mono = solver.mono(Mono.fromSupplier(HeldLimitsTests::threads));
            assertThat(threads()).isEqualTo(BASELINE);
            assertThat(mono.block()).isEqualTo(1);
            assertThat(mono.subscribeOn(Schedulers.parallel()).block()).isEqualTo(1);
            assertThat(threads()).isEqualTo(BASELINE);
        });
    }

    @Test
    void untilTheErrorOfAMonoItsCancellationAndItsTimeout() {
        with(solver -> {
            assertThatThrownBy(() -> solver.mono(Mono.error(() -> new IllegalStateException("threads: " + threads())))
                            .block())
                    .hasMessage("threads: 1");
            assertThat(threads()).isEqualTo(BASELINE);
            Disposable running = solver.mono(Mono.never()).subscribe();
            assertThat(threads()).isEqualTo(1);
            running.dispose();
            assertThat(threads()).isEqualTo(BASELINE);
            assertThat(solver.mono(Mono.never())
                            .timeout(Duration.ofMillis(1), Mono.fromSupplier(HeldLimitsTests::threads))
                            .block())
                    .isEqualTo(BASELINE);
        });
    }

    @Test
    void throughoutAFluxWhoseDemandComesThrough() {
        with(solver -> {
            List<Long> demanded = new ArrayList<>();
            List<Integer> seen = new ArrayList<>();
            Flux<Integer> source =
                    Flux.range(0, 3).hide().doOnRequest(demanded::add).map(number -> threads());
            BaseSubscriber<Integer> subscriber = new BaseSubscriber<>() {
                @Override
                protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
                    subscription.request(1);
                }

                @Override
                protected void hookOnNext(Integer value) {
                    seen.add(value);
                }
            };
            solver.flux(source).subscribe(subscriber);
            assertThat(seen).containsExactly(1);
            assertThat(threads()).isEqualTo(1);
            subscriber.request(2);
            assertThat(seen).containsExactly(1, 1, 1);
            assertThat(demanded).containsExactly(1L, 2L);
            assertThat(threads()).isEqualTo(BASELINE);
        });
    }

    @Test
    void eachSubscriptionIsHeldByItself() {
        with(solver -> {
            Sinks.Many<Integer> sink = Sinks.many().multicast().directBestEffort();
            Flux<Integer> flux = solver.flux(sink.asFlux());
            Disposable one = flux.subscribe();
            Disposable two = flux.subscribe();
            assertThat(Threadpools.ofProcess().snapshot().openScopes()).isEqualTo(2);
            one.dispose();
            assertThat(threads()).isEqualTo(1);
            two.dispose();
            assertThat(threads()).isEqualTo(BASELINE);
            assertThat(solver.flux(Flux.defer(() -> Flux.just(threads())))
                            .repeat(2)
                            .collectList()
                            .block())
                    .containsExactly(1, 1, 1);
            AtomicInteger attempts = new AtomicInteger();
            assertThat(solver.mono(Mono.fromCallable(() -> {
                                if (attempts.incrementAndGet() < 3) {
                                    throw new IllegalStateException("try again");
                                }
                                return threads();
                            }))
                            .retry(2)
                            .block())
                    .isEqualTo(1);
        });
    }

    @Test
    void aThousandInFlightEndingOnManyThreads() throws Exception {
        ExecutorService others = Executors.newFixedThreadPool(4);
        try {
            with(solver -> {
                List<CompletableFuture<Integer>> stages = Stream.generate(CompletableFuture<Integer>::new)
                        .limit(MANY / 2)
                        .toList();
                stages.forEach(solver::stage);
                List<Sinks.One<Integer>> sinks =
                        Stream.generate(Sinks::<Integer>one).limit(MANY / 2).toList();
                sinks.forEach(sink -> solver.mono(sink.asMono()).subscribe());
                assertThat(Threadpools.ofProcess().snapshot().openScopes()).isEqualTo(MANY);
                List<Future<?>> ended = new ArrayList<>();
                stages.forEach(stage -> ended.add(others.submit(() -> stage.complete(1))));
                sinks.forEach(sink -> ended.add(others.submit(() -> sink.tryEmitValue(1))));
                for (Future<?> each : ended) {
                    join(each);
                }
                assertThat(threads()).isEqualTo(BASELINE);
            });
        } finally {
            others.shutdownNow();
        }
    }

    @Test
    void whatIsDroppedWithoutAnEndIsGivenBackWithAWarning(CapturedOutput output) {
        with(solver -> {
            dropMono(solver);
            dropStage(solver);
            // The watcher tells of it a moment after it has given it back.
            while (threads() != BASELINE || !isDropped(output, "stage") || !isDropped(output, "mono")) {
                System.gc();
                Threadpools.ofProcess().snapshot();
            }
        });
    }

    private static boolean isDropped(CapturedOutput output, String method) {
        return output.getAll()
                .lines()
                .anyMatch(line -> line.contains("held for " + Solver.class.getName() + "." + method + ", and")
                        && line.contains("was dropped"));
    }

    private static void dropMono(Solver solver) {
        assertThat(solver.mono(Mono.never()).subscribe().isDisposed()).isFalse();
        assertThat(threads()).isEqualTo(1);
    }

    private static void dropStage(Solver solver) {
        solver.stage(new CompletableFuture<>());
        assertThat(threads()).isEqualTo(1);
    }

    @Test
    void notLongerThanIsAllowed(CapturedOutput output) {
        CompletableFuture<Integer> first = new CompletableFuture<>();
        CompletableFuture<Integer> second = new CompletableFuture<>();
        runner.withPropertyValues("threadpoolctl.aspect.hold-at-most=1ms").run(context -> {
            context.getBean(Solver.class).stage(first);
            awaitBaseline();
            context.getBean(Solver.class).stage(second);
            awaitBaseline();
            first.complete(1);
        });
        assertThat(output).containsOnlyOnce("were given back after PT0.001S");
        assertThat(second).isNotCompleted();
    }

    @Test
    void anImpossibleTimeStopsTheStart() {
        runner.withPropertyValues("threadpoolctl.aspect.hold-at-most=0s")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("threadpoolctl.aspect.hold-at-most is \"PT0S\". Give a time above zero"));
    }

    @Test
    void unaskedNothingIsHeld(CapturedOutput output) {
        unasked.run(context -> {
            context.getBean(Solver.class).stage(new CompletableFuture<>());
            assertThat(threads()).isEqualTo(BASELINE);
            assertThat(context.getBean(Solver.class)
                            .mono(Mono.fromSupplier(HeldLimitsTests::threads))
                            .block())
                    .isEqualTo(BASELINE);
            assertThat(output).contains("Solver.stage limits a method that returns a ", "hold = true keeps the limit");
        });
    }

    @Test
    void theAnnotationMayAskForItAlone(CapturedOutput output) {
        unasked.run(context -> {
            CompletableFuture<Integer> result = new CompletableFuture<>();
            assertThat(context.getBean(Solver.class).asked(result)).isSameAs(result);
            assertThat(threads()).isEqualTo(1);
            result.complete(1);
            assertThat(threads()).isEqualTo(BASELINE);
            assertThat(output).doesNotContain("Solver.asked");
        });
    }

    @Test
    void aPublisherOfAnotherKindIsHeldAsItComes() {
        with(solver -> assertThat(Flux.from(solver.publisher(Mono.fromSupplier(HeldLimitsTests::threads)))
                        .blockFirst())
                .isEqualTo(1));
    }

    @Test
    void anExceptionOfTheMethodItselfHoldsNothing() {
        with(solver -> {
            assertThatThrownBy(() -> solver.stage(null)).isInstanceOf(IllegalArgumentException.class);
            assertThat(threads()).isEqualTo(BASELINE);
        });
    }

    @Test
    void aResultThatHasNoEndCannotBeAskedToBeHeld() {
        unasked.withBean(Impossible.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(InvalidLimitException.class)
                        .hasMessageContaining(
                                "Impossible.solve says hold = true, but the method returns int. Return a"));
    }

    @Test
    void whatCannotBeHeldIsWarnedAbout(CapturedOutput output) {
        runner.withBean(Streams.class)
                .run(context -> assertThat(output)
                        .containsOnlyOnce("Streams.solve limits a method that returns a Stream")
                        .contains("it can be held until the end of a CompletionStage, a Mono or a Flux only"));
    }

    @Test
    void numbersOfThreadsAreCarriedWherePropagationIsAutomatic(CapturedOutput output) {
        Hooks.enableAutomaticContextPropagation();
        try {
            with(solver -> assertThat(solver.openmp(onAnotherThread()).block()).isEqualTo(1));
        } finally {
            Hooks.disableAutomaticContextPropagation();
        }
        assertThat(output).doesNotContain("a number for each thread");
    }

    @Test
    void andWhereItIsNotOneWarningSaysSo(CapturedOutput output) {
        with(solver -> {
            assertThat(solver.openmp(onAnotherThread()).block())
                    .isEqualTo(Runtime.getRuntime().availableProcessors());
            solver.openmp(onAnotherThread()).block();
        });
        assertThat(output)
                .containsOnlyOnce("Solver.openmp are held until its result ends, except for libraries with a number")
                .contains("spring.reactor.context-propagation=auto");
    }

    private static Mono<Integer> onAnotherThread() {
        return Mono.just(0).publishOn(Schedulers.parallel()).map(ignored -> DebianLibraries.threads("libgomp"));
    }

    private void with(Consumer<Solver> test) {
        runner.run(context -> test.accept(context.getBean(Solver.class)));
    }

    private static int threads() {
        return DebianLibraries.blasThreads();
    }

    /** A waiting thread may go on a moment before what else was to be done at the end. */
    private static void awaitBaseline() {
        while (threads() != BASELINE) {
            Thread.onSpinWait();
        }
    }

    private static void join(Future<?> future) {
        try {
            future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static class Solver {

        @ThreadpoolLimits(blas = 1)
        CompletionStage<Integer> stage(@Nullable CompletableFuture<Integer> result) {
            assertThat(threads()).isEqualTo(1);
            if (result == null) {
                throw new IllegalArgumentException();
            }
            return result;
        }

        @ThreadpoolLimits(blas = 1)
        Mono<Integer> mono(Mono<Integer> result) {
            return result;
        }

        @ThreadpoolLimits(blas = 1)
        Flux<Integer> flux(Flux<Integer> result) {
            return result;
        }

        @ThreadpoolLimits(blas = 1)
        Publisher<Integer> publisher(Publisher<Integer> result) {
            return result;
        }

        @ThreadpoolLimits(blas = 1, hold = true)
        CompletableFuture<Integer> asked(CompletableFuture<Integer> result) {
            return result;
        }

        @ThreadpoolLimits(openmp = 1)
        Mono<Integer> openmp(Mono<Integer> result) {
            return result;
        }
    }

    static class Impossible {
        @ThreadpoolLimits(blas = 1, hold = true)
        int solve() {
            return 1;
        }
    }

    static class Streams {
        @ThreadpoolLimits(blas = 1)
        Stream<Integer> solve() {
            return Stream.of(1);
        }
    }
}
