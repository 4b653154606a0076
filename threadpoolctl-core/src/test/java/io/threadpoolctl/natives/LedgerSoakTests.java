package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.PoolState;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.ThreadpoolsSnapshot;
import io.threadpoolctl.natives.NativeJvm.Outcome;
import io.threadpoolctl.natives.SoakWorker.Findings;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Everything a server may do, by many threads on several real libraries in one JVM: random limits, shares and caps, nested
 * and overlapping, closed in any order and by others, left by exceptions and under interrupts. It prints its seed and ends
 * in one assertion.
 *
 * <p>Half a minute in the default build. Ten minutes, with MKL, through one binding and from a given seed:
 *
 * <pre>{@code
 * ./mvnw -pl threadpoolctl-core test -Pmkl -Dtest=LedgerSoakTests -Dthreadpoolctl.test.seconds=600
 *     -Dthreadpoolctl.binding=jna -Dthreadpoolctl.test.seed=1
 * }</pre>
 *
 * <p>The second test sees to it that it can fail.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class LedgerSoakTests {

    private static final int THREADS = 64;
    private static final int POOL = 4;
    private static final long SECONDS = Long.getLong("threadpoolctl.test.seconds", 20);
    private static final long SECONDS_UNTIL_BROKEN = 2;
    private static final long SLACK_SECONDS = 300;

    @Test
    void everythingEndsAtItsBaselineNobodySawMoreThanAskedForAndEveryProductWasRight() {
        long seed = Long.getLong("threadpoolctl.test.seed", System.nanoTime());
        Paths paths = Paths.find();
        long seconds = SECONDS;
        System.out.print(jvm(seconds).run(() -> soak(seed, seconds, paths)));
    }

    @Test
    void aLedgerThatForgetsToPutTheBaselineBackIsFoundOut() {
        Paths paths = Paths.find();
        Outcome outcome = jvm(SECONDS_UNTIL_BROKEN)
                .withClassPath(BrokenClass.compile(
                        "io.threadpoolctl.internal.ledger.ProcessValue", "direct.restore(replaced);", ""))
                .outcome(() -> soak(1, SECONDS_UNTIL_BROKEN, paths));
        assertThat(outcome.exitCode()).isOne();
        assertThat(outcome.output()).contains("AssertionFailedError", "seed 1");
    }

    private static NativeJvm jvm(long seconds) {
        NativeJvm jvm = NativeJvm.plain()
                .fullyCompiled()
                .withSleepingPools()
                .environment("OMP_NUM_THREADS", Integer.toString(POOL))
                .environment("BLIS_NUM_THREADS", Integer.toString(POOL))
                .killedAfter(Duration.ofSeconds(seconds + SLACK_SECONDS));
        String binding = System.getProperty("threadpoolctl.binding");
        return binding == null ? jvm : jvm.property("threadpoolctl.binding", binding);
    }

    private static void soak(long seed, long seconds, Paths paths) throws Exception {
        System.out.println("soak: seed " + seed);
        List<SoakedLibrary> libraries = paths.load();
        List<Integer> baseline = values(libraries);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        ExecutorService closers = Executors.newFixedThreadPool(2);
        SoakRounds rounds = new SoakRounds(
                THREADS, new Random(seed), seconds, () -> values(libraries).equals(baseline));
        List<Future<Findings>> results = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(seed + 1 + i);
            results.add(threads.submit(() -> rounds.make(new SoakWorker(libraries, random, closers))));
        }
        Findings sum = Findings.NONE;
        for (Future<Findings> result : results) {
            sum = sum.plus(result.get());
        }
        sum = sum.plus(rounds.findings());
        threads.shutdown();
        closers.shutdown();
        ThreadpoolsSnapshot snapshot = Threadpools.ofProcess().snapshot();
        System.out.println("soak: " + sum + " in " + rounds.number() + " rounds, setter calls: "
                + snapshot.pools().stream()
                        .map(pool -> pool.library().prefix() + " " + pool.setterCalls())
                        .toList());
        assertThat(new End(values(libraries), snapshot.openScopes(), allHonoured(snapshot), sum.faults()))
                .as("seed %d; %s", seed, snapshot.warnings())
                .isEqualTo(new End(baseline, 0, true, Findings.NONE));
    }

    private static boolean allHonoured(ThreadpoolsSnapshot snapshot) {
        return snapshot.pools().stream().allMatch(PoolState::honoured);
    }

    private static List<Integer> values(List<SoakedLibrary> libraries) {
        return libraries.stream().map(library -> library.threads().getAsInt()).toList();
    }

    private record End(List<Integer> values, int openScopes, boolean honoured, Findings faults) {}

    /** Where the libraries are; MKL only where it is on the class path or has to be. */
    private record Paths(String openBlas, String blis, String region, String mkl) implements Serializable {

        static Paths find() {
            return new Paths(
                    DebianLibrary.OPENBLAS_PTHREAD.path(),
                    DebianLibrary.BLIS_PTHREAD.path(),
                    ParallelRegion.compileFor(DebianLibrary.LIBGOMP.path()),
                    MavenLibrary.MKL.isThere() || Absent.isRequired()
                            ? MklDirectory.without().dispatcher()
                            : "");
        }

        List<SoakedLibrary> load() {
            List<SoakedLibrary> libraries = new ArrayList<>();
            libraries.add(SoakedLibrary.openMp("libgomp", ParallelRegion.load(region)));
            NativeCode openBlasCode = NativeCode.load(openBlas);
            OpenBlasFlavour.DEBIAN_PTHREAD.widen(openBlasCode, POOL);
            libraries.add(SoakedLibrary.blas("OpenBLAS", openBlasCode, "openblas_get_num_threads", false));
            libraries.add(SoakedLibrary.blas("BLIS", NativeCode.load(blis), "bli_thread_get_num_threads", false));
            if (!mkl.isEmpty()) {
                libraries.add(SoakedLibrary.blas("MKL", NativeCode.load(mkl), "MKL_Get_Max_Threads", true));
            }
            return libraries;
        }
    }
}
