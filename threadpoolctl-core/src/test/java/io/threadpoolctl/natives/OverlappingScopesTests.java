package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Threadpools;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Scopes that overlap and are closed in opening order, by many threads, on all real libraries at once. It ends in one
 * assertion: everything at its baseline, and nobody ever saw more than asked for.
 *
 * <p>Seen red: with a ledger that saves at opening and restores at closing, as {@link #savingAndRestoringIsNotEnough} shows.
 */
@Timeout(120)
class OverlappingScopesTests {

    private static final int THREADS = 16;
    private static final int ROUNDS = 10_000;
    private static final int POOL = 4;

    @Test
    void everyLibraryEndsAtItsBaselineAndNobodyEverSawMoreThanAskedFor() {
        String seed = System.getProperty("threadpoolctl.test.seed", Long.toString(System.nanoTime()));
        Map<OpenBlasFlavour, String> openBlas = OpenBlasFlavour.paths();
        List<String> openMp = List.of(DebianLibrary.LIBGOMP.path(), DebianLibrary.LIBOMP.path());
        jvm().run(() -> {
            System.out.println("seed " + seed);
            List<IntSupplier> getters = load(openBlas, openMp);
            List<Integer> baseline = read(getters);
            assertThat(baseline).containsExactly(POOL, POOL, 1, POOL, POOL, POOL, POOL);
            int wrong = together(Long.parseLong(seed), random -> overlapLimited(random, getters));
            assertThat(wrong)
                    .as("more than asked for, or a lost interrupt; seed %s", seed)
                    .isZero();
            assertThat(read(getters)).as("seed %s", seed).isEqualTo(baseline);
            assertThat(Threadpools.ofProcess().snapshot().pools())
                    .hasSize(getters.size())
                    .allMatch(PoolState::honoured)
                    .allMatch(pool -> pool.openScopes() == 0);
            assertThat(Threadpools.ofProcess().snapshot().openScopes()).isZero();
        });
    }

    /** What everybody did before there was a ledger. It must fail, or the test above proves nothing. */
    @Test
    void savingAndRestoringIsNotEnough() {
        String path = DebianLibrary.OPENBLAS_PTHREAD.path();
        jvm().run(() -> {
            NativeCode blas = NativeCode.load(path);
            OpenBlasFlavour.DEBIAN_PTHREAD.widen(blas, POOL);
            int wider = together(1, random -> overlapSavedAndRestored(random, blas));
            assertThat(wider).isPositive();
        });
    }

    private static NativeJvm jvm() {
        return NativeJvm.plain().fullyCompiled().environment("OMP_NUM_THREADS", Integer.toString(POOL));
    }

    /** Loads everything and gives the getters, past threadpoolctl. */
    private static List<IntSupplier> load(Map<OpenBlasFlavour, String> openBlas, List<String> openMp) {
        List<IntSupplier> getters = new ArrayList<>();
        openBlas.forEach((flavour, path) -> {
            NativeCode blas = NativeCode.load(path);
            flavour.widen(blas, POOL);
            // The getter of the OpenMP build tells what the last call of any thread left behind; its runtime's does
            // not.
            getters.add(blas.intGetter(
                    flavour == OpenBlasFlavour.DEBIAN_OPENMP ? "omp_get_max_threads" : "openblas_get_num_threads"));
        });
        openMp.forEach(path -> getters.add(NativeCode.load(path).intGetter("omp_get_max_threads")));
        return getters;
    }

    private static List<Integer> read(List<IntSupplier> getters) {
        return getters.stream().map(IntSupplier::getAsInt).toList();
    }

    /** Sums up what all threads found wrong. */
    private static int together(long seed, Work work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<Integer>> results = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Random random = new Random(seed + thread);
            results.add(executor.submit(() -> {
                start.await();
                int wrong = 0;
                for (int round = 0; round < ROUNDS; round++) {
                    wrong += work.round(random);
                }
                return wrong;
            }));
        }
        int wrong = 0;
        for (Future<Integer> result : results) {
            wrong += result.get();
        }
        executor.shutdown();
        return wrong;
    }

    /** One round of one thread. */
    @FunctionalInterface
    private interface Work {
        int round(Random random);
    }

    private static int overlapLimited(Random random, List<IntSupplier> getters) {
        Threadpools pools = Threadpools.ofProcess();
        int first = 1 + random.nextInt(POOL);
        int second = 1 + random.nextInt(POOL);
        boolean interrupts = random.nextInt(4) == 0;
        int wider = 0;
        LimitScope firstScope = pools.limit(Limits.all(first));
        wider += widerThan(first, getters);
        if (interrupts) {
            Thread.currentThread().interrupt();
        }
        LimitScope secondScope = pools.limit(Limits.all(second));
        wider += widerThan(second, getters);
        firstScope.close();
        wider += widerThan(second, getters);
        wider += failInside(pools, random, getters);
        secondScope.close();
        boolean stillInterrupted = Thread.interrupted();
        return interrupts == stillInterrupted ? wider : wider + 1;
    }

    /** A scope that is left by an exception. */
    private static int failInside(Threadpools pools, Random random, List<IntSupplier> getters) {
        int limit = 1 + random.nextInt(POOL);
        int[] wider = {0};
        try {
            pools.run(Limits.all(limit), () -> {
                wider[0] = widerThan(limit, getters);
                throw new IllegalStateException("on purpose");
            });
        } catch (IllegalStateException expected) {
            return wider[0];
        }
        return wider[0] + 1;
    }

    private static int widerThan(int limit, List<IntSupplier> getters) {
        return (int)
                getters.stream().filter(getter -> getter.getAsInt() > limit).count();
    }

    private static int overlapSavedAndRestored(Random random, NativeCode blas) {
        int limit = 1 + random.nextInt(POOL);
        int saved = blas.call("openblas_get_num_threads");
        OpenBlasFlavour.DEBIAN_PTHREAD.widen(blas, limit);
        int seen = blas.call("openblas_get_num_threads");
        OpenBlasFlavour.DEBIAN_PTHREAD.widen(blas, saved);
        return seen > limit ? 1 : 0;
    }
}
