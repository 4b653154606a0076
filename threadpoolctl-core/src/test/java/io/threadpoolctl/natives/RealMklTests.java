package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Reach;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.Warning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** MKL, which loads its other parts at the first call and ends the process if one is missing. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RealMklTests {

    private static final int SIZE = 512;
    private static final int FFT = 2;
    private static final int INTEL = 0;

    @Test
    void lookingDoesNotWakeIt() {
        String path = MavenLibrary.MKL.path();
        NativeJvm.plain().run(() -> {
            NativeCode mkl = NativeCode.load(path);
            assertThat(onlyLibrary()).satisfies(library -> {
                assertThat(library.userApi()).isEqualTo(UserApi.BLAS);
                assertThat(library.internalApi()).isEqualTo("mkl");
                assertThat(library.prefix()).isEqualTo("libmkl_rt");
                assertThat(library.filepath()).isEqualTo(path);
                assertThat(library.reach()).isEqualTo(Reach.THREAD);
                assertThat(library.numThreads()).isNull();
                assertThat(library.version()).isNull();
                assertThat(library.threadingLayer()).isNull();
                assertThat(library.details()).isEqualTo(Map.of("asleep", true));
            });
            assertThat(Threadpools.ofProcess().snapshot().pools()).hasSize(1);
            assertThat(isMapped("libmkl_core")).isFalse();

            Dgemm.of(mkl, SIZE).multiply();
            assertThat(library("mkl")).satisfies(library -> {
                assertThat(library.version()).isEqualTo("2025.3-Product");
                assertThat(library.threadingLayer()).isEqualTo("intel");
                assertThat(library.numThreads()).isEqualTo(mkl.call("MKL_Get_Max_Threads"));
                assertThat(library.details()).containsEntry("dynamic", true);
            });
            mkl.function("MKL_Set_Dynamic").invokeVoid(new Object[] {0});
            int common = mkl.call("MKL_Get_Max_Threads");
            mkl.call("MKL_Domain_Set_Num_Threads", common + 1, FFT);
            assertThat(library("mkl").details())
                    .containsEntry("dynamic", false)
                    .containsEntry(
                            "domains", Map.of("blas", common, "fft", common + 1, "vml", common, "pardiso", common));
            assertThat(library("libiomp").userApi()).isEqualTo(UserApi.OPENMP);
            assertThat(Threadpools.ofProcess().info()).hasSize(2);
        });
    }

    @Test
    void aLayerThatTheApplicationHasChosenIsNoSignOfBeingAwake() {
        String path = MavenLibrary.MKL.path();
        NativeJvm.plain().run(() -> {
            NativeCode mkl = NativeCode.load(path);
            assertThat(mkl.call("MKL_Set_Threading_Layer", INTEL)).isEqualTo(INTEL);
            assertThat(onlyLibrary().numThreads()).isNull();
            assertThat(isMapped("libmkl_core")).isFalse();
        });
    }

    @Test
    void aLimitWakesItAndItsThreadHasNoCountOfItsOwnAfterwards() {
        String path = MavenLibrary.MKL.path();
        NativeJvm.plain().environment("KMP_BLOCKTIME", "0").run(() -> {
            NativeCode mkl = NativeCode.load(path);
            Dgemm dgemm = Dgemm.of(mkl, SIZE);
            Threadpools pools = Threadpools.ofProcess();
            int byDefault;
            try (LimitScope scope = pools.limit(Limits.blas(1))) {
                assertThat(EffectiveThreads.during(dgemm::multiply)).isEqualTo(1);
                assertThat(dgemm.wasRight()).isTrue();
                byDefault = onAThreadOfItsOwn(() -> mkl.call("MKL_Get_Max_Threads"));
                assertThat(scope.original()).containsExactly(Map.entry(UserApi.BLAS, byDefault));
            }
            assertThat(EffectiveThreads.upTo(byDefault, dgemm::multiply)).isEqualTo(byDefault);
            assertThat(mkl.call("MKL_Set_Num_Threads_Local", 0))
                    .as("the local count")
                    .isZero();
            mkl.function("MKL_Set_Dynamic").invokeVoid(new Object[] {0});
            mkl.function("MKL_Set_Num_Threads").invokeVoid(new Object[] {5});
            assertThat(mkl.call("MKL_Get_Max_Threads")).isEqualTo(5);
            assertThat(pools.warnings())
                    .filteredOn(warning -> warning.kind() == Warning.Kind.NOT_HONOURED)
                    .isEmpty();
        });
    }

    @Test
    void aCountThatTheThreadHadOfItsOwnComesBack() {
        String path = MavenLibrary.MKL.path();
        NativeJvm.plain().run(() -> {
            NativeCode mkl = NativeCode.load(path);
            mkl.call("MKL_Set_Num_Threads_Local", 3);
            Threadpools.ofProcess()
                    .run(
                            Limits.of("mkl", 1),
                            () -> assertThat(mkl.call("MKL_Get_Max_Threads")).isEqualTo(1));
            assertThat(mkl.call("MKL_Get_Max_Threads")).isEqualTo(3);
            assertThat(mkl.call("MKL_Set_Num_Threads_Local", 0)).isEqualTo(3);
        });
    }

    @Test
    void withoutItsCoreItIsLeftAlone() {
        assertIsLeftAlone(MklDirectory.without("libmkl_core.so.2"));
    }

    @Test
    void withoutItsInterfaceLayerItIsLeftAlone() {
        assertIsLeftAlone(MklDirectory.without("libmkl_intel_lp64.so.2"));
    }

    @Test
    void withoutItsThreadingLayerItIsLeftAlone() {
        assertIsLeftAlone(MklDirectory.without("libmkl_intel_thread.so.2"));
    }

    @Test
    void withoutItsOpenMpRuntimeItIsLeftAlone() {
        assertIsLeftAlone(MklDirectory.without("libiomp5.so"));
    }

    /** The dispatcher looks beside the name it was opened by; what stands beside the real file does not help it. */
    @Test
    void openedThroughALinkFarFromItsPartsItIsLeftAlone() throws IOException {
        Path link = Files.createSymbolicLink(
                Scratch.newDirectory("link").resolve("libmkl_rt.so.2"), Path.of(MavenLibrary.MKL.path()));
        assertIsLeftAlone(link.toString());
    }

    @Test
    void withAnInterfaceOfTheUsersChoiceThatIsMissingItIsLeftAlone() {
        assertIsLeftAlone(NativeJvm.plain().environment("MKL_INTERFACE_LAYER", "ILP64"), MavenLibrary.MKL.path());
    }

    @Test
    void withALayerOfTheUsersChoiceThatIsMissingItIsLeftAlone() {
        assertIsLeftAlone(NativeJvm.plain().environment("MKL_THREADING_LAYER", "SEQUENTIAL"), MavenLibrary.MKL.path());
    }

    /** The guards above guard something: the very calls that are not made are deadly. */
    @Test
    void theFirstCallWithoutAPartEndsTheProcess() {
        String withoutCore = MklDirectory.without("libmkl_core.so.2").dispatcher();
        NativeJvm.Outcome first =
                NativeJvm.plain().outcome(() -> NativeCode.load(withoutCore).call("MKL_Get_Max_Threads"));
        assertThat(first.exitCode()).isEqualTo(2);
        String withoutRuntime = MklDirectory.without("libiomp5.so").dispatcher();
        NativeJvm.Outcome second =
                NativeJvm.plain().outcome(() -> NativeCode.load(withoutRuntime).call("MKL_Get_Max_Threads"));
        assertThat(second.exitCode()).isEqualTo(127);
    }

    /** Setter and version do without the runtime; the getter does not. */
    @Test
    void halfAwakeWithoutItsRuntimeItIsStillNotAsked() {
        String path = MklDirectory.without("libiomp5.so").dispatcher();
        NativeJvm.plain().run(() -> {
            NativeCode mkl = NativeCode.load(path);
            mkl.function("MKL_Set_Num_Threads").invokeVoid(new Object[] {1});
            assertThat(isMapped("libmkl_core")).isTrue();
            assertThat(onlyLibrary().numThreads()).isNull();
            Threadpools.ofProcess().run(Limits.all(1), () -> {});
        });
    }

    @Test
    void besideLibgompItTakesTheGnuLayer() {
        String path = MklDirectory.without("libiomp5.so").dispatcher();
        String libgomp = DebianLibrary.LIBGOMP.path();
        NativeJvm.plain().environment("OMP_WAIT_POLICY", "passive").run(() -> {
            NativeCode.load(libgomp);
            NativeCode mkl = NativeCode.load(path);
            Dgemm dgemm = Dgemm.of(mkl, SIZE);
            try (LimitScope scope = Threadpools.ofProcess().limit(Limits.blas(1))) {
                assertThat(scope.original()).isNotEmpty();
                assertThat(library("mkl").threadingLayer()).isEqualTo("gnu");
                assertThat(EffectiveThreads.during(dgemm::multiply)).isEqualTo(1);
            }
            int byDefault = mkl.call("MKL_Get_Max_Threads");
            assertThat(EffectiveThreads.upTo(byDefault, dgemm::multiply)).isEqualTo(byDefault);
        });
    }

    /** JavaCPP loads it twice, under the names of OpenBLAS's two libraries. */
    @Test
    void underOpenBlasNamesItIsMklAllTheSameAndBothAreOne() {
        MklDirectory directory = MklDirectory.without();
        String first = directory.dispatcherNamed("libopenblas_nolapack.so.0");
        String second = directory.dispatcherNamed("libopenblas.so.0");
        NativeJvm.plain().environment("KMP_BLOCKTIME", "0").run(() -> {
            NativeCode one = NativeCode.load(first);
            NativeCode other = NativeCode.load(second);
            Threadpools pools = Threadpools.ofProcess();
            assertThat(pools.info())
                    .extracting(LibraryInfo::internalApi, LibraryInfo::prefix)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple("mkl", "libopenblas_nolapack"),
                            org.assertj.core.groups.Tuple.tuple("mkl", "libopenblas"));
            Dgemm dgemm = Dgemm.of(one, SIZE);
            for (String key : List.of("blas", "libopenblas", first, second)) {
                try (LimitScope scope = pools.limit(Limits.of(key, 1))) {
                    assertThat(EffectiveThreads.during(dgemm::multiply)).isEqualTo(1);
                    assertThat(other.call("MKL_Get_Max_Threads")).isEqualTo(1);
                    assertThat(scope.original()).hasSize(1);
                }
            }
            assertThat(one.call("MKL_Set_Num_Threads_Local", 0)).isZero();
            assertThat(other.call("MKL_Set_Num_Threads_Local", 0)).isZero();
        });
    }

    @Test
    void theProcessLimitReachesThreadsWithoutACountAndIsTakenBack() {
        String path = MavenLibrary.MKL.path();
        NativeJvm.plain().run(() -> {
            NativeCode mkl = NativeCode.load(path);
            Threadpools pools = Threadpools.ofProcess();
            LimitScope limit = pools.limitProcess(Limits.blas(1));
            assertThat(isMapped("libmkl_core")).as("woken").isFalse();

            int byDefault = mkl.call("MKL_Get_Max_Threads");
            pools.refresh();
            assertThat(mkl.call("MKL_Get_Max_Threads")).isEqualTo(1);
            assertThat(onAThreadOfItsOwn(() -> mkl.call("MKL_Get_Max_Threads"))).isEqualTo(1);
            limit.close();
            assertThat(onAThreadOfItsOwn(() -> mkl.call("MKL_Get_Max_Threads"))).isEqualTo(byDefault);
        });
    }

    @Test
    void besideLlvmsRuntimeIntelsIsWarnedAboutOnce() {
        String intel = MavenLibrary.LIBIOMP.path();
        String llvm = DebianLibrary.LIBOMP.path();
        NativeJvm.plain().environment("KMP_DUPLICATE_LIB_OK", "TRUE").run(() -> {
            NativeCode.load(intel);
            Threadpools pools = Threadpools.ofProcess();
            assertThat(conflicts(pools)).isEmpty();
            NativeCode.load(llvm);
            pools.refresh();
            pools.refresh();
            assertThat(conflicts(pools))
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.message()).contains(intel, llvm));
        });
    }

    @Test
    void intelsRuntimeIsLimitedAndHasAProcessDefault() {
        String path = MavenLibrary.LIBIOMP.path();
        String region = ParallelRegion.compileFor(path);
        NativeJvm.plain()
                .environment("KMP_BLOCKTIME", "0")
                .environment("OMP_NUM_THREADS", "3")
                .run(() -> {
                    ParallelRegion parallel = ParallelRegion.load(region);
                    Threadpools pools = Threadpools.ofProcess();
                    assertThat(onlyLibrary().prefix()).isEqualTo("libiomp");
                    try (LimitScope scope = pools.limit(Limits.openmp(1))) {
                        assertThat(scope.original()).containsEntry(UserApi.OPENMP, 3);
                        assertThat(EffectiveThreads.during(parallel::run)).isEqualTo(1);
                    }
                    assertThat(parallel.run()).isEqualTo(3);
                    LimitScope limit = pools.limitProcess(Limits.openmp(2));
                    assertThat(parallel.run()).as("a thread that has used it").isEqualTo(3);
                    assertThat(onAThreadOfItsOwn(parallel::run)).isEqualTo(2);
                    limit.close();
                    assertThat(onAThreadOfItsOwn(parallel::run)).isEqualTo(3);
                });
    }

    private static void assertIsLeftAlone(MklDirectory directory) {
        assertIsLeftAlone(directory.dispatcher());
    }

    private static void assertIsLeftAlone(String path) {
        assertIsLeftAlone(NativeJvm.plain(), path);
    }

    private static void assertIsLeftAlone(NativeJvm jvm, String path) {
        jvm.run(() -> {
            NativeCode.load(path);
            Threadpools pools = Threadpools.ofProcess();
            for (int i = 0; i < 3; i++) {
                pools.run(Limits.blas(1), () -> {});
            }
            assertThat(pools.snapshot().pools()).singleElement().satisfies(RealMklTests::isAsleepAndNotHonoured);
            assertThat(isMapped("libmkl_core")).isFalse();
            assertThat(pools.warnings()).extracting(Warning::kind).containsExactly(Warning.Kind.NOT_HONOURED);
        });
    }

    private static void isAsleepAndNotHonoured(PoolState pool) {
        assertThat(pool.library().internalApi()).isEqualTo("mkl");
        assertThat(pool.library().numThreads()).isNull();
        assertThat(pool.honoured()).isFalse();
    }

    private static List<Warning> conflicts(Threadpools pools) {
        return pools.warnings().stream()
                .filter(warning -> warning.kind() == Warning.Kind.CONFLICTING_RUNTIMES)
                .toList();
    }

    private static LibraryInfo onlyLibrary() {
        List<LibraryInfo> libraries = Threadpools.ofProcess().info();
        assertThat(libraries).hasSize(1);
        return libraries.get(0);
    }

    private static LibraryInfo library(String name) {
        List<LibraryInfo> libraries = Threadpools.ofProcess().select(name).info();
        assertThat(libraries).hasSize(1);
        return libraries.get(0);
    }

    private static <T> T onAThreadOfItsOwn(Callable<T> task) throws Exception {
        FutureTask<T> future = new FutureTask<>(task);
        new Thread(future).start();
        return future.get();
    }

    private static boolean isMapped(String file) throws IOException {
        return Files.readString(Path.of("/proc/self/maps")).contains("/" + file);
    }
}
