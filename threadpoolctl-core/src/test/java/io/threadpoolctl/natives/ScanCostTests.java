package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.binding.NativeProcess;
import io.threadpoolctl.library.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a scan costs where many libraries are mapped. */
@Timeout(60)
class ScanCostTests {

    private static final int LIBRARIES = 250;
    private static final int ROUNDS = 400;

    /** Each of them is opened and asked for everything anew; a busy machine is forgiven, so the best round counts. */
    @Test
    void aFullScanOf250LibrariesTakesAtMostTwoMilliseconds() throws IOException {
        Path original = Path.of(CStub.compile("nothing_of_ours.c", "libnothing.so"));
        Path directory = Scratch.newDirectory("many");
        for (int i = 0; i < LIBRARIES; i++) {
            Files.copy(original, directory.resolve("libmany" + i + ".so"));
        }
        String many = directory.toString();
        String blas = DebianLibrary.OPENBLAS_PTHREAD.path();
        String output = NativeJvm.plain().run(() -> {
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
                    "full: first %d us, median %d us, best %d us; nothing new: median %d us%n",
                    full[0] / 1000, median(full), best(full), median(again));
            assertThat(best(full)).isLessThan(Duration.ofMillis(2).toNanos() / 1000);
        });
        System.out.print(output);
    }

    private static long scan(NativeProcess process, Catalogue catalogue) {
        long start = System.nanoTime();
        assertThat(process.libraries(library -> catalogue.recognise(library) != null))
                .hasSize(1);
        return System.nanoTime() - start;
    }

    private static long median(long[] nanos) {
        return Arrays.stream(nanos).sorted().skip(nanos.length / 2).findFirst().orElseThrow() / 1000;
    }

    private static long best(long[] nanos) {
        return Arrays.stream(nanos).min().orElseThrow() / 1000;
    }
}
