package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Memory;
import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.Warning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MKL, whose calls may be the first into Intel's OpenMP runtime, where LLVM's is loaded as well. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MklBesideLlvmTests {

    private static final String GETTER = "omp_get_max_threads";
    private static final int POOL = 2;
    private static final int SIZE = 512;
    private static final int UNDEFINED_SYMBOL = 127;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void asleepItIsNotWokenByALimit(boolean llvmIsUsed) {
        String path = MavenLibrary.MKL.path();
        String llvm = DebianLibrary.LIBOMP.path();
        jvm().run(() -> {
            NativeCode omp = NativeCode.load(llvm);
            if (llvmIsUsed) {
                omp.call(GETTER);
            }
            NativeCode mkl = NativeCode.load(path);
            doEverything();
            assertThat(isMapped("libmkl_core")).isFalse();
            assertThat(pool("mkl").library().numThreads()).isNull();
            assertThat(pool("mkl").honoured()).isFalse();
            assertThat(pool("libomp").library().numThreads()).isEqualTo(llvmIsUsed ? POOL : null);
            assertThat(Threadpools.ofProcess().warnings())
                    .filteredOn(warning -> warning.kind() == Warning.Kind.CONFLICTING_RUNTIMES)
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.message()).contains(llvm, path));
            // The application is free to go on with either.
            if (llvmIsUsed) {
                assertThat(omp.call(GETTER)).isEqualTo(POOL);
            } else {
                assertIsLimited(Dgemm.of(mkl, SIZE));
            }
        });
    }

    @Test
    void inUseItIsLimitedAndLlvmsIsLeftAsleep() {
        String path = MavenLibrary.MKL.path();
        String llvm = DebianLibrary.LIBOMP.path();
        jvm().run(() -> {
            NativeCode.load(llvm);
            NativeCode mkl = NativeCode.load(path);
            Dgemm dgemm = Dgemm.of(mkl, SIZE);
            dgemm.multiply();
            doEverything();
            assertThat(pool("libomp").library().numThreads()).isNull();
            assertThat(pool("libiomp").library().numThreads()).isEqualTo(POOL);
            assertThat(pool("mkl").library().numThreads()).isEqualTo(POOL);
            assertIsLimited(dgemm);
        });
    }

    /** Its version is told without its runtime; its number is not. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void halfAwakeBesideLlvmsInUseItIsNotAsked(boolean llvmIsLimitedBefore) {
        String path = MavenLibrary.MKL.path();
        String llvm = DebianLibrary.LIBOMP.path();
        jvm().run(() -> {
            NativeCode omp = NativeCode.load(llvm);
            omp.call(GETTER);
            if (llvmIsLimitedBefore) {
                doEverything();
            }
            NativeCode mkl = NativeCode.load(path);
            mkl.function("MKL_Get_Version_String").invokeVoid(new Object[] {new Memory(200), 199});
            assertThat(isMapped("libiomp5")).isTrue();
            doEverything();
            assertThat(pool("mkl").library().numThreads()).isNull();
            assertThat(pool("libiomp").library().numThreads()).isNull();
            assertThat(omp.call(GETTER)).isEqualTo(POOL);
            if (llvmIsLimitedBefore) {
                Threadpools.ofProcess()
                        .run(
                                Limits.openmp(1),
                                () -> assertThat(omp.call(GETTER)).isEqualTo(1));
                assertThat(omp.call(GETTER)).isEqualTo(POOL);
            }
        });
    }

    /** What makes all code use one runtime, as with LD_PRELOAD. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onLlvmsThatAllCanSeeItIsWokenAndLimited(boolean llvmIsUsed) {
        String path = MavenLibrary.MKL.path();
        String llvm = DebianLibrary.LIBOMP.path();
        jvm().run(() -> {
            NativeCode omp = NativeCode.loadForAll(llvm);
            if (llvmIsUsed) {
                omp.call(GETTER);
            }
            NativeCode mkl = NativeCode.load(path);
            Dgemm dgemm = Dgemm.of(mkl, SIZE);
            assertIsLimited(dgemm);
            doEverything();
            assertIsLimited(dgemm);
            assertThat(pool("mkl").library().numThreads()).isEqualTo(POOL);
            assertThat(pool("libomp").library().numThreads()).isEqualTo(POOL);
            assertThat(pool("libiomp").library().numThreads())
                    .as("loaded by MKL, used by nobody")
                    .isNull();
        });
    }

    /** It finds LLVM's under the name of Intel's only if all can see it, or if it stands beside. */
    @Test
    void withoutIntelsRuntimeBesideItOneThatItCannotSeeIsNoHelp() {
        String path = MklDirectory.without("libiomp5.so").dispatcher();
        String llvm = DebianLibrary.LIBOMP.path();
        jvm().run(() -> {
            NativeCode.load(llvm);
            NativeCode.load(path);
            doEverything();
            assertThat(isMapped("libmkl_core")).isFalse();
        });
        NativeJvm.Outcome outcome = jvm().outcome(() -> {
            NativeCode.load(llvm);
            NativeCode.load(path).call("MKL_Get_Max_Threads");
        });
        assertThat(outcome.exitCode()).isEqualTo(UNDEFINED_SYMBOL);
    }

    @Test
    void besideACopyOfItsOwnRuntimeItIsNotWoken() {
        String path = MavenLibrary.MKL.path();
        String copy = Scratch.copy(Path.of(MavenLibrary.LIBIOMP.path()), Scratch.newDirectory("copy"), "libiomp5.so")
                .toString();
        jvm().run(() -> {
            NativeCode.load(copy);
            NativeCode mkl = NativeCode.load(path);
            doEverything();
            assertThat(isMapped("libmkl_core")).as("woken").isFalse();
            assertThat(pool("libiomp").library().numThreads()).isNull();
            assertIsLimited(Dgemm.of(mkl, SIZE));
        });
    }

    @Test
    void onTheGnuLayerOverLlvmsRuntimeUnderTheNameOfGnusItIsLimited() throws IOException {
        String path = MavenLibrary.MKL.path();
        Path directory = Scratch.newDirectory("link");
        Files.createSymbolicLink(directory.resolve("libgomp.so.1"), Path.of(DebianLibrary.LIBOMP.path()));
        jvm().environment("LD_LIBRARY_PATH", directory.toString())
                .environment("MKL_THREADING_LAYER", "GNU")
                .run(() -> {
                    NativeCode mkl = NativeCode.load(path);
                    Dgemm dgemm = Dgemm.of(mkl, SIZE);
                    dgemm.multiply();
                    assertThat(isMapped("libgomp")).isFalse();
                    LibraryInfo library = pool("mkl").library();
                    assertThat(library.threadingLayer()).isEqualTo("gnu");
                    assertThat(library.numThreads()).isEqualTo(POOL);
                    assertIsLimited(dgemm);
                });
    }

    private static NativeJvm jvm() {
        return NativeJvm.plain().environment("KMP_BLOCKTIME", "0").environment("OMP_NUM_THREADS", "2");
    }

    private static void assertIsLimited(Dgemm dgemm) {
        dgemm.multiply();
        assertThat(EffectiveThreads.upTo(POOL, dgemm::multiply)).isEqualTo(POOL);
        try (LimitScope scope = Threadpools.ofProcess().limit(Limits.blas(1))) {
            assertThat(scope.original()).containsValue(POOL);
            assertThat(EffectiveThreads.during(dgemm::multiply)).isEqualTo(1);
            assertThat(dgemm.wasRight()).isTrue();
        }
    }

    private static void doEverything() throws Exception {
        everything();
        CompletableFuture.runAsync(MklBesideLlvmTests::everything).get();
    }

    private static void everything() {
        Threadpools pools = Threadpools.ofProcess();
        pools.refresh();
        pools.info();
        pools.snapshot();
        pools.run(Limits.all(1), pools::info);
        LimitScope limit = pools.limitProcess(Limits.openmp(2));
        pools.limitThread();
        limit.close();
        pools.limitThread();
    }

    private static PoolState pool(String name) {
        return Threadpools.ofProcess().snapshot().pools().stream()
                .filter(pool -> pool.library().prefix().equals(name)
                        || pool.library().internalApi().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isMapped(String file) throws IOException {
        return Files.readString(Path.of("/proc/self/maps")).contains("/" + file);
    }
}
