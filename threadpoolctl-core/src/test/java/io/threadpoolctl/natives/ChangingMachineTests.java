package io.threadpoolctl.natives;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Registration;
import io.threadpoolctl.Threadpools;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code auto} and {@code share} on a machine whose processors are taken away and given back while the JVM runs. */
@Timeout(240)
class ChangingMachineTests {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int FOUND = 6;

    @Test
    void limitsFollowTheProcessorsThatTheProcessMayRunOn() {
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        Assumptions.assumeTrue(
                Runtime.getRuntime().availableProcessors() > 1,
                "There is only one processor, so none can be taken away.");
        NativeJvm.plain().killedAfter(LIMIT).run(() -> assertAllFollow(openblas, ChangingMachineTests::runOn));
    }

    @Test
    void limitsFollowTheQuotaOfTheControlGroup() throws IOException {
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        Assumptions.assumeTrue(
                Runtime.getRuntime().availableProcessors() > 1,
                "There is only one processor, so none can be taken away.");
        try (CpuQuota quota = CpuQuota.make()) {
            quota.allow(1); // Java 25 looks at quotas later only if there is one at its start that narrows it
            quota.jvm().killedAfter(LIMIT).run(() -> assertAllFollow(openblas, quota::allow));
        }
    }

    private static void assertAllFollow(String openblas, Machine machine) throws Exception {
        machine.allow(2);
        await(() -> Runtime.getRuntime().availableProcessors() == 2);
        NativeCode blas = NativeCode.load(openblas);
        IntSupplier threads = blas.intGetter("openblas_get_num_threads");
        blas.function("openblas_set_num_threads").invokeVoid(new Object[] {FOUND});
        Threadpools pools = Threadpools.ofProcess();
        try (Registration watching = pools.watch(Duration.ofMillis(250));
                LimitScope limit = pools.limitProcess(Limits.auto("blas"))) {
            assertThat(watching).isNotSameAs(limit);
            assertThat(threads.getAsInt()).isEqualTo(2);
            machine.allow(1);
            await(() -> threads.getAsInt() == 1);
            assertNewScopesHave(pools, threads, 1);
            machine.allow(2);
            await(() -> threads.getAsInt() == 2);
            assertNewScopesHave(pools, threads, 2);
        }
        assertThat(threads.getAsInt()).isEqualTo(FOUND);

        try (LimitScope open = pools.limit(Limits.auto("blas"))) {
            assertThat(threads.getAsInt()).isEqualTo(2);
            machine.allow(1);
            await(() -> pools.snapshot().availableProcessors() == 1);
            assertNewScopesHave(pools, threads, 1);
            assertThat(threads.getAsInt()).as("the open one, settled").isEqualTo(1);
            machine.allow(2);
            await(() -> pools.snapshot().availableProcessors() == 2);
            assertNewScopesHave(pools, threads, 2);
            assertThat(threads.getAsInt()).as("the open one, settled").isEqualTo(2);
            assertThat(open.original()).containsValue(FOUND);
        }
        assertThat(threads.getAsInt()).isEqualTo(FOUND);
    }

    private static void assertNewScopesHave(Threadpools pools, IntSupplier threads, int number) {
        pools.run(Limits.auto("blas"), () -> assertThat(threads.getAsInt()).isEqualTo(number));
        pools.run(Limits.share("blas"), () -> assertThat(threads.getAsInt()).isEqualTo(number));
    }

    private static void runOn(int processors) throws IOException, InterruptedException {
        String last = Integer.toString(processors - 1);
        String pid = Long.toString(ProcessHandle.current().pid());
        Process taskset = new ProcessBuilder("taskset", "-a", "-p", "-c", "0-" + last, pid)
                .redirectErrorStream(true)
                .start();
        String output = new String(taskset.getInputStream().readAllBytes(), UTF_8);
        assertThat(taskset.waitFor()).as(output).isZero();
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000); // with one processor the watcher needs it
        }
    }

    /** Lets this process have so many processors. */
    @FunctionalInterface
    private interface Machine {
        void allow(int processors) throws Exception;
    }
}
