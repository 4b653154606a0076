package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Reach;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.Warning;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The TBB before oneTBB, as Java users get it with oneDNN through JavaCPP. */
@Timeout(300)
class RealPoolsOldTbbTests {

    private static final UserApi TBB = new UserApi("tbb");
    private static final String FILE = "libtbb.so.2";

    @Test
    void aLimitHoldsForTheWholeProcessAndIsGoneAfterwards() throws Exception {
        String path = compile();
        jvm().run(() -> {
            ParallelWork work = ParallelWork.load(path);
            Threadpools pools = Threadpools.ofProcess();
            int byItself = work.active();
            assertThat(only()).satisfies(library -> {
                assertThat(library.userApi()).isEqualTo(TBB);
                assertThat(library.prefix()).isEqualTo("libtbb");
                assertThat(library.filepath()).endsWith(FILE);
                assertThat(library.reach()).isEqualTo(Reach.PROCESS);
                assertThat(library.numThreads()).isEqualTo(byItself);
            });
            assertThat(work.working(2)).isGreaterThan(1);
            try (LimitScope scope = pools.limit(Limits.of("tbb", 1))) {
                assertThat(scope.original()).containsEntry(TBB, byItself);
                assertThat(work.working(1)).isEqualTo(1);
                assertThat(onAnotherThread(() -> work.working(1))).isEqualTo(1);
                pools.run(
                        Limits.of("tbb", byItself + 6),
                        () -> assertThat(work.active()).isEqualTo(byItself));
                assertThat(work.active()).isEqualTo(1);
            }
            assertThat(work.active()).isEqualTo(byItself);
            assertThat(work.working(2)).isGreaterThan(1);
            assertInOrder();
        });
    }

    @Test
    void theApplicationsOwnControlHoldsInsideAndOutsideOfScopes() throws Exception {
        String path = compile();
        jvm().run(() -> {
            ParallelWork work = ParallelWork.load(path);
            int byItself = work.active();
            work.control(4);
            try (LimitScope scope = Threadpools.ofProcess().limit(Limits.of("tbb", 3))) {
                assertThat(work.active()).isEqualTo(3);
                work.control(1);
                assertThat(work.active()).as("narrower").isEqualTo(1);
                work.control(8);
                assertThat(work.active()).as("wider").isEqualTo(3);
                work.control(1);
                assertThat(scope.original()).containsEntry(TBB, 4);
            }
            assertThat(work.active()).as("the application's own stays").isEqualTo(1);
            work.control(0);
            assertThat(work.active()).isEqualTo(byItself);
            assertInOrder();
        });
    }

    @Test
    void numbersComputedUnderChangingLimitsAreRightAndNobodyIsWiderThanAsked() throws Exception {
        String path = compile();
        long seed = Long.getLong("threadpoolctl.test.seed", System.nanoTime());
        long nanos = Duration.ofSeconds(Long.getLong("threadpoolctl.test.seconds", 20))
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

    @Test
    void aProcessMayEndWithAScopeOpen() throws Exception {
        String path = compile();
        NativeJvm.Outcome outcome = jvm().outcome(() -> {
            ParallelWork work = ParallelWork.load(path);
            LimitScope open = Threadpools.ofProcess().limit(Limits.of("tbb", 1));
            work.run();
            System.out.println("left open: " + open.original());
        });
        assertThat(outcome.output()).contains("left open");
        assertThat(outcome.exitCode()).isZero();
    }

    private static void assertInOrder() {
        Threadpools pools = Threadpools.ofProcess();
        assertThat(pools.snapshot().pools()).allMatch(PoolState::honoured);
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

    private static NativeJvm jvm() {
        return NativeJvm.plain().killedAfter(Duration.ofMinutes(4));
    }

    private static String compile() throws IOException {
        Path target = Scratch.newDirectory("old-tbb").resolve(FILE);
        String resource = "/org/bytedeco/dnnl/linux-x86_64/" + FILE;
        try (InputStream library =
                Objects.requireNonNull(RealPoolsOldTbbTests.class.getResourceAsStream(resource), resource)) {
            Files.copy(library, target);
        }
        return ParallelWork.compile("old_tbb_work.cpp", target.toString());
    }
}
