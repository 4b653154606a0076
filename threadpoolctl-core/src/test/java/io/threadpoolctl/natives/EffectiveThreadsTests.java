package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** The counter itself: were it blind, every test that believes it would be, too. */
@Timeout(60)
class EffectiveThreadsTests {

    @Test
    void itCountsAsManyThreadsAsRegionsOfAFixedWidthHave() {
        String region = ParallelRegion.compileFor(DebianLibrary.LIBGOMP.path());
        NativeJvm.plain().withSleepingPools().run(() -> {
            ParallelRegion parallel = ParallelRegion.load(region);
            for (int threads : new int[] {1, 4, 2}) {
                assertThat(EffectiveThreads.upTo(threads, () -> parallel.runWith(threads)))
                        .isEqualTo(threads);
            }
        });
    }

    @Test
    void itDoesNotCountThreadsThatWait() {
        NativeJvm.plain().run(() -> {
            CountDownLatch never = new CountDownLatch(1);
            for (int i = 0; i < 8; i++) {
                Thread waiting = new Thread(() -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                waiting.setDaemon(true);
                waiting.start();
            }
            assertThat(EffectiveThreads.during(EffectiveThreadsTests::work)).isEqualTo(1);
        });
    }

    /** Recorded under qemu-user, whose {@code /proc/self/stat} has nothing but numbers, name and beginning. */
    @Test
    void whereAnEmulatorHidesTimesTheTestIsSkippedAndSaysWhy(@TempDir Path tasks) throws IOException {
        Path task = Files.createDirectory(tasks.resolve("2870"));
        Path stat = Files.writeString(
                task.resolve("stat"), "2870 (java) 0 2861 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 5766517 0 0 0 0 0\n");
        assertThatThrownBy(() -> EffectiveThreads.during(tasks, EffectiveThreadsTests::work))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("hides how long each thread has worked");
        assertThatThrownBy(() -> ShortLivedThreads.during(stat, EffectiveThreadsTests::work))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("hides how long the process has worked");
    }

    private static void work() {
        double x = 1;
        for (int i = 0; i < 1_000_000; i++) {
            x = x * 0.5 + 1;
        }
        assertThat(x).isPositive();
    }
}
