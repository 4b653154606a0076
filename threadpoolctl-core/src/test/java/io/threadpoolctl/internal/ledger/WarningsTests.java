package io.threadpoolctl.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.Threadpools;
import io.threadpoolctl.Warning;
import io.threadpoolctl.Warning.Kind;
import io.threadpoolctl.natives.NativeJvm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each warning is kept and logged once; what is logged is read from a JVM of its own. */
@Timeout(60)
class WarningsTests {

    @Test
    void theSameWarningIsKeptAndLoggedOnce() {
        String output = NativeJvm.plain().run(() -> {
            Warnings warnings = new Warnings();
            for (int i = 0; i < 3; i++) {
                warnings.add(Kind.NOT_HONOURED, "/a", "first of a, time " + i);
                warnings.add(Kind.NOT_HONOURED, "/b", "first of b, time " + i);
                warnings.add(Kind.ROUNDED_DOWN, "/a", "second of a, time " + i);
                warnings.add(Kind.NO_NATIVE_ACCESS, null, "of none, time " + i);
                warnings.log();
            }
            assertThat(warnings.all())
                    .extracting(Warning::message)
                    .containsExactly(
                            "first of a, time 0", "first of b, time 0", "second of a, time 0", "of none, time 0");
        });
        assertThat(logged(output))
                .containsExactly("first of a, time 0", "first of b, time 0", "second of a, time 0", "of none, time 0");
    }

    @Test
    void nothingIsLoggedBeforeItIsTimeTo() {
        String output = NativeJvm.plain().run(() -> {
            Warnings warnings = new Warnings();
            warnings.add(Kind.NOT_EXAMINED, "/a", "kept back");
            assertThat(warnings.has(Kind.NOT_EXAMINED, "/a")).isTrue();
            assertThat(warnings.has(Kind.NOT_EXAMINED, null)).isFalse();
            assertThat(warnings.has(Kind.NOT_HONOURED, "/a")).isFalse();
        });
        assertThat(logged(output)).isEmpty();
    }

    @Test
    void threadsThatSayTheSameAtTheSameTimeSayItOnce() {
        String output = NativeJvm.plain().run(() -> {
            Warnings warnings = new Warnings();
            int threads = 16;
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Thread> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Thread thread = new Thread(() -> {
                    try {
                        start.await();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    for (int library = 0; library < 100; library++) {
                        warnings.add(Kind.NOT_HONOURED, "/" + library, "about " + library);
                        warnings.log();
                    }
                });
                thread.start();
                all.add(thread);
            }
            for (Thread thread : all) {
                thread.join();
            }
            assertThat(warnings.all()).hasSize(100);
        });
        assertThat(logged(output)).hasSize(100).doesNotHaveDuplicates();
    }

    /** The messages of the warnings that threadpoolctl logged, in order. */
    private static List<String> logged(String output) {
        String mark = " WARN " + Threadpools.class.getName() + " - ";
        return output.lines()
                .filter(line -> line.contains(mark))
                .map(line -> line.substring(line.indexOf(mark) + mark.length()))
                .toList();
    }
}
