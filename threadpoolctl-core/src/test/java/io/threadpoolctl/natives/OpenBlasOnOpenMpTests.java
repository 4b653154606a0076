package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.Warning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The OpenBLAS whose own setter, called beside a running product, gives wrong numbers or a deadlock, and which gives wrong
 * numbers when products of different widths above one meet. Seen red: with the widths 1 to 4 set through OpenMP past
 * threadpoolctl, 4 threads had 5 wrong products of 1366 in half a minute.
 *
 * <p>The long run: {@code mvn -pl threadpoolctl-core test -Dtest=OpenBlasOnOpenMpTests
 * -Dthreadpoolctl.test.seconds=600}.
 */
class OpenBlasOnOpenMpTests {

    private static final int POOL = 4;
    private static final int THREADS = 8;
    private static final int SIZE = 256;
    private static final long SECONDS = Long.getLong("threadpoolctl.test.seconds", 10);
    private static final long SLACK_SECONDS = 60;

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void productsAreRightUnderMixedLimitsAndTheOwnSetterIsNeverCalled() {
        String path = DebianLibrary.OPENBLAS_OPENMP.path();
        long seconds = SECONDS;
        String seed = System.getProperty("threadpoolctl.test.seed", Long.toString(System.nanoTime()));
        jvm().killedAfter(Duration.ofSeconds(SECONDS + SLACK_SECONDS)).run(() -> {
            NativeCode blas = NativeCode.load(path);
            BoobyTrap.set(blas.function("openblas_set_num_threads"));
            Threadpools pools = Threadpools.ofProcess();
            // The first call at another width than the one it was loaded with rearranges its buffers; several of them
            // at once go wrong with and without limits.
            Dgemm.of(blas, SIZE).multiply();
            int[] productsAndWrong = together(Long.parseLong(seed), seconds, blas);
            System.out.println(productsAndWrong[0] + " products");
            assertThat(productsAndWrong[1]).as("wrong products, seed %s", seed).isZero();
            assertThat(productsAndWrong[0]).isGreaterThan(THREADS);
            assertThat(pools.snapshot().pools())
                    .allMatch(PoolState::honoured)
                    .allMatch(pool -> pool.openScopes() == 0)
                    .allSatisfy(pool -> assertThat(pool.library().numThreads()).isEqualTo(POOL));
        });
    }

    /** The guard of the guard: whoever calls the setter does not survive it. */
    @Test
    @Timeout(60)
    void theTrapInTheSetterIsDeadly() {
        String path = DebianLibrary.OPENBLAS_OPENMP.path();
        NativeJvm.Outcome outcome = jvm().option("-XX:ErrorFile=/dev/null")
                .option("-XX:-CreateCoredumpOnCrash")
                .outcome(() -> {
                    NativeCode blas = NativeCode.load(path);
                    BoobyTrap.set(blas.function("openblas_set_num_threads"));
                    blas.function("openblas_set_num_threads").invokeVoid(new Object[] {1});
                });
        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.output()).contains("SIGILL");
    }

    @Test
    @Timeout(60)
    void aLimitBetweenOneAndTheDefaultIsRoundedDownToOneAndSaidOnce() {
        String path = DebianLibrary.OPENBLAS_OPENMP.path();
        String output = jvm().withSleepingPools().run(() -> {
            NativeCode blas = NativeCode.load(path);
            Dgemm dgemm = Dgemm.of(blas, SIZE);
            Threadpools pools = Threadpools.ofProcess();
            for (int limit : List.of(3, 2, 3)) {
                try (LimitScope scope = pools.limit(Limits.blas(limit))) {
                    assertThat(scope.original()).isNotEmpty();
                    assertThat(blas.call("omp_get_max_threads")).isEqualTo(1);
                    assertThat(EffectiveThreads.during(dgemm::multiply)).isEqualTo(1);
                }
            }
            assertThat(pools.warnings())
                    .filteredOn(warning -> warning.kind() == Warning.Kind.ROUNDED_DOWN)
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.library()).isEqualTo(path))
                    .satisfies(warning -> assertThat(warning.message()).contains("3 threads", "down to 1", path));
        });
        assertThat(output.lines())
                .filteredOn(line -> line.contains("rounded down"))
                .hasSize(1);
    }

    @Test
    @Timeout(60)
    void aLimitAtOrAboveTheDefaultIsTheDefault() {
        String path = DebianLibrary.OPENBLAS_OPENMP.path();
        jvm().run(() -> {
            NativeCode blas = NativeCode.load(path);
            Threadpools pools = Threadpools.ofProcess();
            for (int limit : List.of(POOL, POOL + 1, 100)) {
                pools.run(
                        Limits.blas(limit),
                        () -> assertThat(blas.call("omp_get_max_threads")).isEqualTo(POOL));
            }
            assertThat(pools.warnings()).noneMatch(warning -> warning.kind() == Warning.Kind.NOT_HONOURED);
        });
    }

    private static NativeJvm jvm() {
        return NativeJvm.plain().environment("OMP_NUM_THREADS", Integer.toString(POOL));
    }

    /** How many products all threads made, and how many of them were wrong. */
    private static int[] together(long seed, long seconds, NativeCode blas) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        List<Future<int[]>> results = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Random random = new Random(seed + thread);
            results.add(executor.submit(() -> {
                Dgemm dgemm = Dgemm.of(blas, SIZE);
                start.await();
                int[] productsAndWrong = new int[2];
                while (System.nanoTime() - end < 0) {
                    productsAndWrong[0]++;
                    productsAndWrong[1] += multiply(random, dgemm) ? 0 : 1;
                }
                return productsAndWrong;
            }));
        }
        int[] sums = new int[2];
        for (Future<int[]> result : results) {
            sums[0] += result.get()[0];
            sums[1] += result.get()[1];
        }
        executor.shutdown();
        return sums;
    }

    /** Under limits from 1 to the default, nested now and then, or under none; whether the product was right. */
    private static boolean multiply(Random random, Dgemm dgemm) {
        Threadpools pools = Threadpools.ofProcess();
        int limit = random.nextInt(POOL + 1);
        Limits limits = limit == 0 ? Limits.none() : Limits.blas(limit);
        try (LimitScope outer = random.nextInt(4) == 0 ? pools.limit(Limits.all(1 + random.nextInt(POOL))) : null) {
            return pools.call(limits, () -> {
                dgemm.multiply();
                assertThat(outer == null || !outer.original().isEmpty())
                        .as("the outer scope limits the library")
                        .isTrue();
                return dgemm.wasRight();
            });
        }
    }
}
