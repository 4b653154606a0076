package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.Limits;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.ThreadpoolsSnapshot;
import io.threadpoolctl.natives.NativeJvm.Outcome;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A real OpenBLAS that is limited by two copies of the core, while other code sets its number and a thread loads and unloads
 * libraries: nobody is wider than asked, but between a foreign set and what puts it right, and all ends at the baseline.
 *
 * <p>A few seconds in the default build. Ten minutes, through one binding:
 *
 * <pre>{@code
 * ./mvnw -pl threadpoolctl-core test -Dtest=SoakInCompanyTests -Dthreadpoolctl.test.seconds=600 -Dthreadpoolctl.binding=jna
 * }</pre>
 *
 * <p>The last test sees to it that it can fail.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class SoakInCompanyTests {

    private static final int WORKERS = 16;
    private static final long SECONDS = Long.getLong("threadpoolctl.test.seconds", 5);
    private static final long SECONDS_UNTIL_BROKEN = 2;
    private static final long SLACK_SECONDS = 300;
    private static final int MOST_TRIES = 3;

    @Test
    void nobodyIsWiderThanAskedAndAllEndsAtTheBaseline() {
        Paths paths = Paths.find();
        long seconds = SECONDS;
        System.out.print(jvm(seconds).run(() -> soak(seconds, paths)));
    }

    @Test
    void aLedgerThatForgetsToPutTheBaselineBackIsFoundOut() {
        Paths paths = Paths.find();
        NativeJvm broken = jvm(SECONDS_UNTIL_BROKEN)
                .withClassPath(BrokenClass.compile(
                        "io.threadpoolctl.internal.ledger.ProcessValue", "direct.restore(replaced);", ""));
        Outcome outcome = broken.outcome(() -> soak(SECONDS_UNTIL_BROKEN, paths));
        for (int i = 1;
                i < MOST_TRIES && outcome.exitCode() == 0;
                i++) { // what was found behind our back is put back all the same
            outcome = broken.outcome(() -> soak(SECONDS_UNTIL_BROKEN, paths));
        }
        assertThat(outcome.exitCode()).as(outcome.output()).isOne();
        assertThat(outcome.output()).contains("AssertionFailedError");
    }

    private static NativeJvm jvm(long seconds) {
        NativeJvm jvm = NativeJvm.plain()
                .fullyCompiled()
                .withSleepingPools()
                .environment("OPENBLAS_NUM_THREADS", "4") // more than any worker asks for
                .killedAfter(Duration.ofSeconds(seconds + SLACK_SECONDS));
        String binding = System.getProperty("threadpoolctl.binding");
        return binding == null ? jvm : jvm.property("threadpoolctl.binding", binding);
    }

    private static void soak(long seconds, Paths paths) throws Exception {
        NativeCode blas = NativeCode.load(paths.openBlas);
        IntSupplier threads = blas.intGetter("openblas_get_num_threads");
        int found = threads.getAsInt();
        Threadpools pools = Threadpools.ofProcess();
        Copy copy = Copy.load();
        SoakCompany company = new SoakCompany(blas, threads, TimeUnit.SECONDS.toNanos(seconds));
        ExecutorService executor = Executors.newCachedThreadPool();
        List<Future<Long>> faults = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            int worker = i;
            faults.add(executor.submit(() -> company.work(worker, worker % 2 == 0 ? ours(pools) : copy::limitBlas)));
        }
        faults.add(executor.submit(() -> company.setBehindOurBack(ours(pools), pools::snapshot)));
        faults.add(executor.submit(() -> company.load(paths.tinyOpenBlas, paths.dependency, ours(pools))));
        long sum = 0;
        for (Future<Long> each : faults) {
            sum += each.get();
        }
        executor.shutdown();
        copy.look();
        ThreadpoolsSnapshot snapshot = pools.snapshot();
        System.out.println("soak in company: " + company + ", put right by this copy: "
                + snapshot.pools().stream().map(PoolState::changedByOthers).toList());
        assertThat(new End(threads.getAsInt(), snapshot.openScopes(), sum))
                .as("%s; %s", company, snapshot.warnings())
                .isEqualTo(new End(found, 0, 0));
        assertThat(company.wasInCompany()).as(company.toString()).isTrue();
    }

    private static SoakCompany.Limiter ours(Threadpools pools) {
        return threads -> pools.limit(Limits.blas(threads))::close;
    }

    private record End(int threads, int openScopes, long faults) {}

    private record Paths(String openBlas, String tinyOpenBlas, String dependency) implements Serializable {

        static Paths find() {
            return new Paths(
                    DebianLibrary.OPENBLAS_PTHREAD.path(),
                    CStub.compile("tiny_openblas.c", "libopenblas_tiny.so"),
                    CStub.compile("shapes.c", "libshapes.so"));
        }
    }
}
