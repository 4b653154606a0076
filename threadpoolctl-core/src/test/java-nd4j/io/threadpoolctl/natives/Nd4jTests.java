package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.Limits;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Registration;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.Warning;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J, which sets the number of OpenBLAS's threads when it is used for the first time, and that of OpenMP on the thread which
 * does so. The watcher sees to the former alone; the next entry on the thread to both.
 */
@Timeout(240)
class Nd4jTests {

    private static final int SIZE = 512;
    private static final int AS_SET = 4;

    @Test
    void whereItSetsTheNumberInsideAScopeTheNextEntryPutsItRightAndWhatWasThereComesBack() {
        jvm().run(() -> {
            Loader.load(openblas.class);
            Threadpools pools = Threadpools.ofProcess();
            IntSupplier threads = threads(pools);
            int found = threads.getAsInt();
            pools.run(Limits.all(1), () -> {
                assertThat(threads.getAsInt()).isEqualTo(1);
                INDArray matrix = Nd4j.rand(SIZE, SIZE);
                assertThat(threads.getAsInt()).as("as ND4J has set it").isEqualTo(AS_SET);
                pools.run(Limits.all(1), () -> {
                    assertThat(threads.getAsInt()).isEqualTo(1);
                    assertThat(effective(1, matrix)).isEqualTo(1);
                });
                assertThat(threads.getAsInt()).isEqualTo(1);
                assertThat(effective(1, matrix)).isEqualTo(1);
            });
            assertThat(threads.getAsInt()).isEqualTo(found);
            assertThat(pools.snapshot().pools())
                    .extracting(PoolState::changedByOthers)
                    .contains(1L);
            assertThat(pools.warnings())
                    .filteredOn(warning -> warning.kind() == Warning.Kind.CHANGED_BY_OTHERS)
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.message()).contains(AS_SET + " threads", "held at 1"));
        });
    }

    @Test
    void whereItSetsTheNumberInsideAScopeTheWatcherPutsItRight() {
        jvm().run(() -> {
            Loader.load(openblas.class);
            Threadpools pools = Threadpools.ofProcess();
            IntSupplier threads = threads(pools);
            try (Registration watching = pools.watch(Duration.ofMillis(250))) {
                assertThat(watching).isNotNull();
                pools.run(Limits.all(1), () -> {
                    INDArray matrix = Nd4j.rand(SIZE, SIZE);
                    while (threads.getAsInt() != 1) {
                        Thread.onSpinWait();
                    }
                    matrix.mmul(matrix);
                    assertThat(threads.getAsInt()).isEqualTo(1);
                });
            }
        });
    }

    @Test
    void whereItLoadsOpenBlasInsideAScopeTheWatcherBringsItUnderThatScope() {
        jvm().run(() -> {
            Threadpools pools = Threadpools.ofProcess();
            try (Registration watching = pools.watch(Duration.ofMillis(250))) {
                assertThat(watching).isNotNull();
                pools.run(Limits.all(1), () -> {
                    INDArray matrix = Nd4j.rand(SIZE, SIZE);
                    IntSupplier threads =
                            CompletableFuture.supplyAsync(() -> threads(pools)).join();
                    while (threads.getAsInt() != 1) {
                        Thread.onSpinWait();
                    }
                    matrix.mmul(matrix);
                    assertThat(threads.getAsInt()).isEqualTo(1);
                });
            }
        });
    }

    @Test
    void whereItIsThereBeforeAScopeHoldsAndTheNumberThatItHasSetComesBack() {
        jvm().run(() -> {
            INDArray matrix = Nd4j.rand(SIZE, SIZE);
            assertThat(effective(2, matrix)).isGreaterThan(1);
            Threadpools pools = Threadpools.ofProcess();
            IntSupplier threads = threads(pools);
            assertThat(threads.getAsInt()).isEqualTo(AS_SET);
            for (int i = 0; i < 3; i++) {
                pools.run(Limits.all(1), () -> {
                    assertThat(effective(1, matrix)).isEqualTo(1);
                    assertThat(threads.getAsInt()).isEqualTo(1);
                });
                assertThat(threads.getAsInt()).isEqualTo(AS_SET);
            }
            assertThat(effective(2, matrix)).isGreaterThan(1);
        });
    }

    /** Without this variable ND4J takes the number of cores, which may be one. */
    private static NativeJvm jvm() {
        return NativeJvm.plain()
                .withSleepingPools()
                .environment("OMP_NUM_THREADS", Integer.toString(AS_SET))
                .killedAfter(Duration.ofMinutes(2));
    }

    /** Of the OpenBLAS that ND4J computes with; JavaCPP loads a second one beside it. */
    private static IntSupplier threads(Threadpools pools) {
        String path = pools.info().stream()
                .map(LibraryInfo::filepath)
                .filter(each -> each.contains("libopenblas_nolapack"))
                .findFirst()
                .orElseThrow();
        return NativeCode.load(path).intGetter("openblas_get_num_threads");
    }

    private static int effective(int wanted, INDArray matrix) {
        return EffectiveThreads.upTo(wanted, () -> matrix.mmul(matrix));
    }
}
