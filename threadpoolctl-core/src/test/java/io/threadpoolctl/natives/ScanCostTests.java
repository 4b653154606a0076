package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.binding.LoadedLibrary;
import io.threadpoolctl.binding.NativeProcess;
import io.threadpoolctl.library.Catalogue;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a scan costs where many libraries are mapped. */
@Timeout(60)
class ScanCostTests {

    private static final int LIBRARIES = 250;
    private static final int ROUNDS = 3000;
    private static final long BUDGET_MICROS = 2_000;

    /** CPU time is taken, yet neighbours on the same core make it longer. */
    private static final long SLACK = 2;

    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    /**
     * The budget is for a scan that lists all of them and finds nothing new; half of it goes into the kernel's list. Opening
     * all of them and asking each for everything anew, as the very first scan does, may take twice as long.
     */
    @Test
    void aScanOf250LibrariesKeepsItsBudget() throws IOException {
        Path original = Path.of(CStub.compile("nothing_of_ours.c", "libnothing.so"));
        Path directory = Scratch.newDirectory("many");
        for (int i = 0; i < LIBRARIES; i++) {
            Files.copy(original, directory.resolve("libmany" + i + ".so"));
        }
        String many = directory.toString();
        String blas = DebianLibrary.OPENBLAS_PTHREAD.path();
        String output = NativeJvm.plain().option("-XX:TieredStopAtLevel=4").run(() -> {
            for (int i = 0; i < LIBRARIES; i++) {
                NativeCode.load(many + "/libmany" + i + ".so");
            }
            NativeCode.load(blas);
            NativeProcess process = NativeProcess.current();
            Catalogue catalogue = new Catalogue(problem -> {});
            long[] full = new long[ROUNDS];
            long[] again = new long[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                process.reconsider();
                full[round] = scan(process, catalogue);
                again[round] = scan(process, catalogue);
            }
            System.out.printf(
                    "full: first %d us, median %d us, best %d us; nothing new: median %d us, best %d us%n",
                    full[0] / 1000, median(full), best(full), median(again), best(again));
            assertThat(best(again)).isLessThan(SLACK * BUDGET_MICROS);
            assertThat(best(full)).isLessThan(2 * SLACK * BUDGET_MICROS);
        });
        System.out.print(output);
    }

    private static long scan(NativeProcess process, Catalogue catalogue) {
        long start = CPU.getCurrentThreadCpuTime();
        List<LoadedLibrary> wanted = process.libraries(library -> catalogue.recognise(library) != null);
        long end = CPU.getCurrentThreadCpuTime();
        assertThat(wanted).hasSize(1);
        return end - start;
    }

    private static long median(long[] nanos) {
        return Arrays.stream(nanos).sorted().skip(nanos.length / 2).findFirst().orElseThrow() / 1000;
    }

    private static long best(long[] nanos) {
        return Arrays.stream(nanos).min().orElseThrow() / 1000;
    }
}
