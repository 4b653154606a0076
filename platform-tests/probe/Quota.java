import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Registration;
import io.threadpoolctl.Threadpools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Has the quota of this JVM's control group shrink and grow, and each time the threads of an OpenBLAS counted that work under
 * a limit of {@code auto}. The JVM must have been started under a quota: some look later only if there was one.
 */
final class Quota {

    private static final Duration OFTEN = Duration.ofMillis(100);
    private static final int[] PROCESSORS = {2, 1, 2, 1, 2};
    private static final int POOL = 3;

    private final Path file;
    private final String form;
    private final Subject subject;
    private final Code blas;
    private final Work work;

    private Quota(Path file, String form, Subject subject, Code blas) {
        this.file = file;
        this.form = form;
        this.subject = subject;
        this.blas = blas;
        this.work = blas.work().orElseThrow();
    }

    /** @param arguments what the quota is written to, how it is written for so many processors, and an OpenBLAS */
    public static void main(String[] arguments) throws Exception {
        Subject subject = new ThisProcess();
        Code blas = subject.load(arguments[2]);
        blas.set("openblas_set_num_threads", POOL);
        new Quota(Path.of(arguments[0]), arguments[1], subject, blas).check();
        Check.same(threads(blas), POOL, "threads after all");
        System.out.println(
                "PASSED        Java " + System.getProperty("java.version") + ", " + System.getProperty("os.arch")
                        + "; working threads counted at each of " + PROCESSORS.length + " quotas");
    }

    private void check() throws Exception {
        Threadpools pools = Threadpools.ofProcess();
        try (Registration watching = pools.watch(OFTEN);
                LimitScope ofProcess = pools.limitProcess(Limits.auto("blas"))) {
            for (int processors : PROCESSORS) {
                allow(processors);
                await(() -> threads(blas) == processors);
                requireWorking(processors, "the process");
                try (LimitScope scope = pools.limit(Limits.auto("blas"))) {
                    requireWorking(processors, "a scope");
                }
                System.out.println(
                        "quota         of " + processors + " processors: " + processors + " working threads");
            }
        }
    }

    private void requireWorking(int processors, String limited) throws InterruptedException {
        int working = WorkingThreads.upTo(processors, subject, work).orElseThrow();
        Check.same(working, processors, "working threads with " + limited + " limited to auto");
    }

    private void allow(int processors) throws IOException {
        Files.writeString(file, form.replace("MICROSECONDS", Integer.toString(processors * 100_000)));
        await(() -> Runtime.getRuntime().availableProcessors() == processors);
    }

    private static int threads(Code blas) {
        return (int) blas.get("openblas_get_num_threads").orElseThrow();
    }

    /** Whoever started it ends it if this takes for ever. */
    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}
