package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Reach;
import io.threadpoolctl.Registration;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.Warning;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Debian's oneTBB, bounded beside what the application does with it by itself. */
@Timeout(240)
class RealTbbTests {

    private static final UserApi TBB = new UserApi("tbb");
    private static final String BINDINGS = "io.threadpoolctl.internal.binding.Binding#properties";
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    /** More by {@code -Dthreadpoolctl.test.seconds=60}. */
    private static final long SECONDS = 20;

    @ParameterizedTest
    @MethodSource(BINDINGS)
    void aLimitHoldsForTheWholeProcessAndIsGoneAfterwards(String binding) {
        String path = compile();
        jvm(binding).run(() -> {
            ParallelWork work = ParallelWork.load(path);
            Threadpools pools = Threadpools.ofProcess();
            work.control(4);
            assertThat(only()).satisfies(library -> {
                assertThat(library.userApi()).isEqualTo(TBB);
                assertThat(library.prefix()).isEqualTo("libtbb");
                assertThat(library.version()).startsWith("2021.");
                assertThat(library.reach()).isEqualTo(Reach.PROCESS);
                assertThat(library.numThreads()).isEqualTo(4);
            });
            assertThat(work.working(2)).isGreaterThan(1);
            for (Limits one : List.of(Limits.of("tbb", 1), Limits.all(1))) {
                try (LimitScope scope = pools.limit(one)) {
                    assertThat(scope.original()).containsEntry(TBB, 4);
                    assertThat(work.working(1)).isEqualTo(1);
                    assertThat(onAnotherThread(() -> work.working(1))).isEqualTo(1);
                    try (LimitScope wider = pools.limit(Limits.of("tbb", 3))) {
                        assertThat(wider.original()).containsEntry(TBB, 1);
                        assertThat(work.active()).isEqualTo(3);
                        assertThat(work.working(2)).isGreaterThan(1);
                    }
                    assertThat(work.active()).isEqualTo(1);
                }
                assertThat(work.active()).isEqualTo(4);
                assertThat(work.working(2)).isGreaterThan(1);
            }
            assertInOrder();
        });
    }

    @Test
    void aLimitNeverWidensWhatTheApplicationOrTheMachineAllows() {
        String path = compile();
        jvm().run(() -> {
            ParallelWork work = ParallelWork.load(path);
            Threadpools pools = Threadpools.ofProcess();
            int byItself = work.active();
            pools.run(
                    Limits.of("tbb", byItself + 6),
                    () -> assertThat(work.active()).isEqualTo(byItself));
            assertThat(work.active()).isEqualTo(byItself);
            work.control(2);
            pools.run(Limits.of("tbb", 8), () -> assertThat(work.active()).isEqualTo(2));
            pools.run(Limits.of("tbb", 1), () -> {
                pools.run(Limits.of("tbb", 8), () -> assertThat(work.active()).isEqualTo(2));
                assertThat(work.active()).isEqualTo(1);
            });
            assertThat(work.active()).isEqualTo(2);
            assertInOrder();
        });
    }

    @Test
    void theApplicationsOwnControlHoldsInsideAndOutsideOfScopes() {
        String path = compile();
        jvm().run(() -> {
            ParallelWork work = ParallelWork.load(path);
            Threadpools pools = Threadpools.ofProcess();
            int byItself = work.active();
            work.control(4);
            try (Registration watching = pools.watch(Duration.ofMillis(250));
                    LimitScope scope = pools.limit(Limits.of("tbb", 3))) {
                assertThat(work.active()).isEqualTo(3);
                work.control(1);
                assertThat(work.active()).as("narrower").isEqualTo(1);
                assertInOrder();
                pools.run(Limits.of("tbb", 2), () -> assertThat(work.active()).isEqualTo(1));
                work.control(8);
                assertThat(work.active()).as("wider").isEqualTo(3);
                assertInOrder();
                work.control(1);
                assertThat(scope.original()).containsEntry(TBB, 4);
                assertThat(watching).isNotNull();
            }
            assertThat(work.active()).as("the application's own stays").isEqualTo(1);
            work.control(0);
            assertThat(work.active()).isEqualTo(byItself);
            assertInOrder();
        });
    }

    /** The number is in force already, but not by us. */
    @Test
    void aLimitHoldsEvenIfTheApplicationTakesBackTheSameOne() {
        String path = compile();
        jvm().run(() -> {
            ParallelWork work = ParallelWork.load(path);
            Threadpools pools = Threadpools.ofProcess();
            work.control(4);
            for (int i = 0; i < 2; i++) {
                work.control(1);
                try (LimitScope scope = pools.limit(Limits.of("tbb", 1))) {
                    work.control(4);
                    assertThat(work.active()).isEqualTo(1);
                    assertThat(scope.original()).containsEntry(TBB, 1);
                }
                assertThat(work.active()).isEqualTo(4);
            }
            assertInOrder();
        });
    }

    @Test
    void theSmallestOfWhatIsHeldCountsAndAnyThreadMayTakeItBack() {
        String path = compile();
        jvm().run(() -> {
            ParallelWork work = ParallelWork.load(path);
            Threadpools pools = Threadpools.ofProcess();
            work.control(8);
            LimitScope one = onAnotherThread(() -> pools.hold(Limits.of("tbb", 1), "one"));
            LimitScope three = onAnotherThread(() -> pools.hold(Limits.of("tbb", 3), "three"));
            assertThat(work.active()).isEqualTo(1);
            one.close();
            assertThat(work.active()).isEqualTo(3);
            three.close();
            assertThat(work.active()).isEqualTo(8);
        });
    }

    /** One of them creates what another one destroys, and one that is gone leaves nothing behind that oneTBB would read. */
    @Test
    void severalCopiesOfTheCoreHaveOneBoundAmongThem() {
        String path = compile();
        jvm().run(() -> {
            ParallelWork work = ParallelWork.load(path);
            work.control(8);
            for (int i = 0; i < 3; i++) {
                Copy one = Copy.load();
                Copy other = Copy.load();
                Runnable first = one.limitTbb(1);
                Runnable second = other.limitTbb(3);
                assertThat(work.active()).isEqualTo(1);
                first.run();
                assertThat(work.active()).isEqualTo(3);
                second.run();
                assertThat(work.active()).isEqualTo(8);
                Runnable third = one.limitTbb(2);
                assertThat(work.active()).isEqualTo(2);
                Runnable fourth = other.limitTbb(2);
                third.run();
                assertThat(work.active()).isEqualTo(2);
                one.close();
                System.gc();
                fourth.run();
                assertThat(work.active()).isEqualTo(8);
                other.close();
                System.gc();
                work.run();
            }
        });
    }

    /** oneTBB asks the machine how many processors there are, and not the container. */
    @Test
    void autoHoldsItToTheProcessorsOfTheJvm() {
        String path = compile();
        jvm().option("-XX:ActiveProcessorCount=1").run(() -> {
            Threadpools pools = Threadpools.ofProcess();
            try (LimitScope limit = pools.limitProcess(Limits.auto("tbb"))) {
                ParallelWork work = ParallelWork.load(path);
                assertThat(only().numThreads()).isEqualTo(1);
                assertThat(work.working(1)).isEqualTo(1);
                assertThat(onAnotherThread(() -> work.working(1))).isEqualTo(1);
                assertThat(pools.snapshot().pools())
                        .singleElement()
                        .extracting(PoolState::baseline)
                        .isEqualTo(1);
                assertThat(limit).isNotNull();
                assertInOrder();
            }
        });
    }

    /** The quota narrows what the JVM takes for its processors, while oneTBB sees all that the process may run on. */
    @Test
    void autoHoldsItToTheQuotaOfTheControlGroupAndFollowsIt() throws IOException {
        String path = compile();
        Assumptions.assumeTrue(
                Runtime.getRuntime().availableProcessors() > 1,
                "There is only one processor, so a quota narrows nothing.");
        try (CpuQuota quota = CpuQuota.make()) {
            quota.allow(1);
            quota.jvm().killedAfter(A_MINUTE.multipliedBy(3)).run(() -> {
                assertThat(Runtime.getRuntime().availableProcessors()).isEqualTo(1);
                ParallelWork work = ParallelWork.load(path);
                int byItself = work.active();
                assertThat(byItself).isGreaterThan(1);
                assertThat(work.working(2)).as("without a limit").isGreaterThan(1);
                Threadpools pools = Threadpools.ofProcess();
                try (Registration watching = pools.watch(Duration.ofMillis(250));
                        LimitScope limit = pools.limitProcess(Limits.auto("tbb"))) {
                    assertThat(watching).isNotSameAs(limit);
                    assertThat(work.active()).isEqualTo(1);
                    assertThat(work.working(1)).isEqualTo(1);
                    assertThat(onAnotherThread(() -> work.working(1))).isEqualTo(1);
                    assertInOrder();
                    quota.allow(2);
                    await(work, 2);
                    assertThat(work.working(2)).isEqualTo(2);
                    quota.allow(1);
                    await(work, 1);
                    assertThat(work.working(1)).isEqualTo(1);
                    assertInOrder();
                }
                assertThat(work.active()).isEqualTo(byItself);
                assertThat(work.working(2)).isGreaterThan(1);
            });
        }
    }

    private static void await(ParallelWork work, int active) {
        while (work.active() != active) {
            LockSupport.parkNanos(1_000_000); // with one processor the watcher needs it
        }
    }

    @Test
    void aProcessMayEndWithAScopeOpen() {
        String path = compile();
        NativeJvm.Outcome outcome = jvm().outcome(() -> {
            ParallelWork work = ParallelWork.load(path);
            LimitScope open = Threadpools.ofProcess().limit(Limits.of("tbb", 2));
            work.run();
            System.out.println("left open: " + open.original());
        });
        assertThat(outcome.output()).contains("left open");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    @Tag("long")
    void numbersComputedUnderChangingLimitsAreRightAndNobodyIsWiderThanAsked() {
        String path = compile();
        long seed = Long.getLong("threadpoolctl.test.seed", System.nanoTime());
        long nanos = Duration.ofSeconds(Long.getLong("threadpoolctl.test.seconds", SECONDS))
                .toNanos();
        jvm().fullyCompiled().run(() -> {
            System.out.println("seed " + seed);
            ParallelWork work = ParallelWork.load(path);
            work.control(6);
            AtomicInteger tooWide = new AtomicInteger();
            AtomicInteger scopes = new AtomicInteger();
            long end = System.nanoTime() + nanos;
            ExecutorService callers = Executors.newFixedThreadPool(8);
            List<Future<?>> done = new ArrayList<>();
            for (int caller = 0; caller < 8; caller++) {
                Random random = new Random(seed + caller);
                done.add(callers.submit(() -> {
                    while (System.nanoTime() < end) {
                        int limit = 1 + random.nextInt(5);
                        try (LimitScope scope = Threadpools.ofProcess().limit(Limits.of("tbb", limit))) {
                            tooWide.addAndGet(work.active() > limit ? 1 : 0);
                            if (random.nextInt(4) == 0) {
                                work.run();
                            }
                            scopes.addAndGet(scope.original().size());
                        }
                    }
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
            callers.shutdown();
            System.out.println(scopes + " scopes");
            assertThat(tooWide).hasValue(0);
            assertThat(work.active()).isEqualTo(6);
            assertInOrder();
        });
    }

    /** Nobody is told that anything is wrong, apart from a pool that is wider than a small machine. */
    private static void assertInOrder() {
        Threadpools pools = Threadpools.ofProcess();
        assertThat(pools.snapshot().pools()).allMatch(PoolState::honoured);
        assertThat(pools.snapshot().pools())
                .extracting(PoolState::changedByOthers)
                .containsOnly(0L);
        assertThat(pools.warnings()).allMatch(warning -> warning.kind() == Warning.Kind.OVERSUBSCRIBED);
    }

    private static LibraryInfo only() {
        List<LibraryInfo> libraries = Threadpools.ofProcess().info();
        assertThat(libraries).hasSize(1);
        return libraries.get(0);
    }

    private static <T> T onAnotherThread(Callable<T> task) throws Exception {
        FutureTask<T> future = new FutureTask<>(task);
        new Thread(future).start();
        return future.get();
    }

    private static String compile() {
        return ParallelWork.compile("tbb_work.cpp", DebianLibrary.TBB.path());
    }

    private static NativeJvm jvm() {
        return NativeJvm.plain().killedAfter(A_MINUTE.multipliedBy(3));
    }

    private static NativeJvm jvm(String binding) {
        return jvm().property("threadpoolctl.binding", binding);
    }
}
