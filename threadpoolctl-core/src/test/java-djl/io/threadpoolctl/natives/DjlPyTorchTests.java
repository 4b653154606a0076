package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PyTorch through DJL, on threads that it has never seen: its first operation there sets counts of OpenMP and MKL. */
@Timeout(240)
class DjlPyTorchTests {

    private static final String NUM_THREADS = "ai.djl.pytorch.num_threads";
    private static final int SIZE = 256;

    @ParameterizedTest
    @CsvSource({
        "unset, openmp",
        "unset, blas",
        "unset, all",
        "3, openmp",
        "3, blas",
        "3, all",
    })
    void aLimitBeforeTheFirstOperationHoldsAndWhatTorchHasSetComesBack(String number, String key) {
        jvm(number).run(() -> {
            Torch torch = new Torch();
            Counts asSet = onANewThread(() -> {
                torch.compute();
                return torch.counts();
            });
            assertThat(asSet.openmp()).as("threads of its own").isGreaterThan(1);
            Counts expected = onANewThread(() -> {
                torch.compute();
                torch.setByHand(key);
                return torch.counts();
            });
            for (int i = 0; i < 3; i++) {
                assertThat(onANewThread(() -> Threadpools.ofProcess().call(Limits.of(key, 1), () -> {
                            torch.compute();
                            return torch.counts();
                        })))
                        .as("inside")
                        .isEqualTo(expected);
                assertThat(onANewThread(() -> {
                            Threadpools.ofProcess().run(Limits.of(key, 1), torch::compute);
                            return torch.counts();
                        }))
                        .as("after")
                        .isEqualTo(asSet);
                assertThat(onANewThread(() -> {
                            Threadpools.ofProcess().run(Limits.of(key, 1), () -> {});
                            torch.compute();
                            return torch.counts();
                        }))
                        .as("after a scope without an operation")
                        .isEqualTo(asSet);
            }
        });
    }

    @Test
    void underALimitItComputesOnOneThreadAndAfterwardsOnSeveral() {
        jvm("unset").run(() -> {
            Torch torch = new Torch();
            int inside = onANewThread(() ->
                    Threadpools.ofProcess().call(Limits.all(1), () -> EffectiveThreads.upTo(1, torch::compute)));
            assertThat(inside).isEqualTo(1);
            assertThat(onANewThread(() -> {
                        Threadpools.ofProcess().run(Limits.all(1), torch::compute);
                        return EffectiveThreads.upTo(2, torch::compute);
                    }))
                    .isGreaterThan(1);
        });
    }

    @Test
    void lookingLeavesTheThreadAsItIs() {
        jvm("3").run(() -> {
            Torch torch = new Torch();
            Counts untouched = onANewThread(torch::counts);
            assertThat(onANewThread(() -> {
                        assertThat(Threadpools.ofProcess().info()).isNotEmpty();
                        assertThat(Threadpools.ofProcess().snapshot().pools()).isNotEmpty();
                        return torch.counts();
                    }))
                    .isEqualTo(untouched);
            assertThat(Threadpools.ofProcess().info())
                    .extracting(LibraryInfo::prefix)
                    .contains("libgomp", "libtorch_cpu");
        });
    }

    /** Without a connection, and with the place where DJL unpacks PyTorch's libraries. */
    private static NativeJvm jvm(String number) {
        NativeJvm jvm = NativeJvm.plain()
                .withSleepingPools()
                .environment("OMP_NUM_THREADS", "4")
                .environment("DJL_CACHE_DIR", Scratch.directory().resolve("djl").toString())
                .environment("DJL_OFFLINE", "true")
                .environment("OPT_OUT_TRACKING", "true")
                .killedAfter(Duration.ofMinutes(2));
        return number.equals("unset") ? jvm : jvm.property(NUM_THREADS, number);
    }

    private static <T> T onANewThread(Callable<T> action) throws Exception {
        FutureTask<T> task = new FutureTask<>(action);
        new Thread(task).start();
        return task.get();
    }

    /**
     * What a thread has.
     *
     * @param openmp what OpenMP says
     * @param mkl what MKL says
     */
    private record Counts(int openmp, int mkl) {}

    /** The library, and what is asked past everything that threadpoolctl does. */
    private static final class Torch {

        private final NDArray matrix;
        private final NativeCode openmp;
        private final NativeCode mkl;
        private final IntSupplier openmpThreads;
        private final IntSupplier mklThreads;

        Torch() {
            matrix = NDManager.newBaseManager(Engine.getEngine("PyTorch").defaultDevice(), "PyTorch")
                    .ones(new Shape(SIZE, SIZE));
            openmp = NativeCode.load(mapped("libgomp-"));
            mkl = NativeCode.load(mapped("libtorch_cpu"));
            openmpThreads = openmp.intGetter("omp_get_max_threads");
            mklThreads = mkl.intGetter("MKL_Get_Max_Threads");
        }

        void compute() {
            matrix.matMul(matrix).softmax(1).close();
        }

        Counts counts() {
            return new Counts(openmpThreads.getAsInt(), mklThreads.getAsInt());
        }

        void setByHand(String key) {
            if (!key.equals("blas")) {
                openmp.function("omp_set_num_threads").invokeVoid(new Object[] {1});
            }
            if (!key.equals("openmp")) {
                mkl.call("MKL_Set_Num_Threads_Local", 1);
            }
        }

        private static String mapped(String name) {
            try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
                return lines.map(line -> line.substring(line.indexOf('/') + 1))
                        .filter(path ->
                                path.substring(path.lastIndexOf('/') + 1).startsWith(name))
                        .map(path -> "/" + path)
                        .findFirst()
                        .orElseThrow();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
