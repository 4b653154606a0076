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
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Products that cannot be had on this machine, as stubs with their real symbols. */
@Timeout(60)
class StubsOfOtherProductsTests {

    private static final int STUBS_DEFAULT = 6;

    @ParameterizedTest
    @CsvSource({"scipy_,64_", "scipy_,_64", "scipy_,''", "'',64_", "'',_64", "'',''"})
    void openBlasIsFoundUnderAllAffixes(String prefix, String suffix) {
        String path = CStub.compile(
                "scipy_openblas.c", "libscipy_openblas64_-99b71e71.so", "-DBEFORE=" + prefix, "-DAFTER=" + suffix);
        NativeJvm.plain().run(() -> {
            NativeCode openBlas = NativeCode.load(path);
            String getter = prefix + "openblas_get_num_threads" + suffix;
            assertThat(onlyLibrary()).satisfies(library -> {
                assertThat(library.internalApi()).isEqualTo("openblas");
                assertThat(library.prefix()).isEqualTo("libscipy_openblas");
                assertThat(library.version()).isEqualTo("0.3.28.dev");
                assertThat(library.architecture()).isEqualTo("Stub");
                assertThat(library.reach()).isEqualTo(Reach.PROCESS);
            });
            Threadpools.ofProcess()
                    .run(Limits.blas(1), () -> assertThat(openBlas.call(getter)).isEqualTo(1));
            assertThat(openBlas.call(getter)).isEqualTo(4);
        });
    }

    @Test
    void anOpenBlasTooOldToTellItsLayerHasAnUnknownReachAndIsReadBack() {
        String path = CStub.compile("scipy_openblas.c", "libopenblas.so.0", "-DBEFORE=", "-DAFTER=", "-DANCIENT");
        NativeJvm.plain().run(() -> {
            NativeCode openBlas = NativeCode.load(path);
            assertThat(onlyLibrary().reach()).isEqualTo(Reach.UNKNOWN);
            assertThat(onlyLibrary().threadingLayer()).isNull();
            Threadpools.ofProcess()
                    .run(
                            Limits.blas(2),
                            () -> assertThat(openBlas.call("openblas_get_num_threads"))
                                    .isEqualTo(2));
            assertThat(openBlas.call("openblas_get_num_threads")).isEqualTo(4);
        });
    }

    @Test
    void mklInsideLibtorchIsFoundByItsSymbolsAndItsThreadsAreUnsetAgain() {
        String path = CStub.compile(
                "local_count.c",
                "libtorch_cpu.so",
                "-DGET=MKL_Get_Max_Threads",
                "-DSET_LOCAL=MKL_Set_Num_Threads_Local",
                "-DMKL");
        NativeJvm.plain().run(() -> {
            NativeCode mkl = NativeCode.load(path);
            assertThat(onlyLibrary()).satisfies(library -> {
                assertThat(library.internalApi()).isEqualTo("mkl");
                assertThat(library.prefix()).isEqualTo("libtorch_cpu");
                assertThat(library.version()).isEqualTo("2024.2-Product");
                assertThat(library.threadingLayer()).isNull();
            });
            assertLimitedForItsThreadAndUnsetAgain(mkl, "mkl", "MKL_Get_Max_Threads", "stub_set_global");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"blas", "lapack"})
    void nvplIsLimitedForItsThreadAndUnsetAgain(String part) {
        String path = CStub.compile(
                "local_count.c",
                "libnvpl_" + part + "_lp64_gomp.so.0",
                "-DGET=nvpl_" + part + "_get_max_threads",
                "-DSET_LOCAL=nvpl_" + part + "_set_num_threads_local",
                "-DSET=nvpl_" + part + "_set_num_threads",
                "-DGET_VERSION=nvpl_" + part + "_get_version");
        NativeJvm.plain().run(() -> {
            NativeCode nvpl = NativeCode.load(path);
            String getter = "nvpl_" + part + "_get_max_threads";
            assertThat(onlyLibrary()).satisfies(library -> {
                assertThat(library.userApi()).isEqualTo(UserApi.BLAS);
                assertThat(library.internalApi()).isEqualTo("nvpl_" + part);
                assertThat(library.prefix()).isEqualTo("libnvpl_" + part);
                assertThat(library.version()).isEqualTo("1.2.3");
            });
            assertLimitedForItsThreadAndUnsetAgain(nvpl, "nvpl_" + part, getter, "nvpl_" + part + "_set_num_threads");

            nvpl.function("nvpl_" + part + "_set_num_threads").invokeVoid(new Object[] {STUBS_DEFAULT});
            LimitScope limit = Threadpools.ofProcess().limitProcess(Limits.blas(2));
            assertThat(onAThreadOfItsOwn(() -> nvpl.call(getter))).isEqualTo(2);
            limit.close();
            assertThat(onAThreadOfItsOwn(() -> nvpl.call(getter))).isEqualTo(STUBS_DEFAULT);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"int", "long"})
    void armPerformanceLibrariesAreLimitedForTheProcess(String type) {
        String path = CStub.compile("armpl.c", "libarmpl_lp64_mp.so", "-DINT=" + type);
        NativeJvm.plain().run(() -> {
            NativeCode armPl = NativeCode.load(path);
            assertThat(onlyLibrary()).satisfies(library -> {
                assertThat(library.internalApi()).isEqualTo("armpl");
                assertThat(library.prefix()).isEqualTo("libarmpl");
                assertThat(library.version()).isEqualTo("24.10.1");
                assertThat(library.reach()).isEqualTo(Reach.UNKNOWN);
            });
            try (LimitScope scope = Threadpools.ofProcess().limit(Limits.blas(1))) {
                assertThat(scope.original()).containsEntry(UserApi.BLAS, 4);
                assertThat(armPl.function("armpl_get_num_threads").invokeLong(new Object[0]))
                        .isEqualTo(1);
            }
            assertThat(armPl.call("armpl_get_num_threads")).isEqualTo(4);
        });
    }

    @Test
    void aSetterThatDoesNothingIsReportedOnce() {
        String path = CStub.compile("armpl.c", "libarmpl_lp64_mp.so", "-DINT=int", "-DIGNORES");
        NativeJvm.plain().run(() -> {
            NativeCode.load(path);
            Threadpools pools = Threadpools.ofProcess();
            for (int i = 0; i < 3; i++) {
                pools.run(
                        Limits.blas(1),
                        () -> assertThat(pools.snapshot().pools()).noneMatch(PoolState::honoured));
            }
            assertThat(pools.warnings())
                    .filteredOn(warning -> warning.kind() == Warning.Kind.NOT_HONOURED)
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.message()).contains(path, "1 threads", "up to 4"));
        });
    }

    @Test
    void accelerateHasOneThreadOrMany() {
        String path = CStub.compile("accelerate.c", "libBLAS.dylib");
        NativeJvm.plain().option("-XX:ActiveProcessorCount=4").run(() -> {
            NativeCode accelerate = NativeCode.load(path);
            Threadpools pools = Threadpools.ofProcess();
            assertThat(onlyLibrary()).satisfies(library -> {
                assertThat(library.internalApi()).isEqualTo("accelerate");
                assertThat(library.prefix()).isEqualTo("libblas");
                assertThat(library.reach()).isEqualTo(Reach.THREAD);
                assertThat(library.numThreads()).isEqualTo(4);
            });
            for (int one : List.of(1, 2, 3)) {
                pools.run(
                        Limits.blas(one),
                        () -> assertThat(accelerate.call("BLASGetThreading")).isEqualTo(1));
                assertThat(accelerate.call("BLASGetThreading")).isZero();
            }
            pools.run(
                    Limits.blas(4),
                    () -> assertThat(accelerate.call("BLASGetThreading")).isZero());
            assertThat(accelerate.call("BLASSetThreading", 1)).isZero();
            pools.run(
                    Limits.blas(5),
                    () -> assertThat(accelerate.call("BLASGetThreading")).isZero());
            assertThat(accelerate.call("BLASGetThreading")).isEqualTo(1);
            assertThat(pools.warnings()).singleElement().satisfies(warning -> {
                assertThat(warning.kind()).isEqualTo(Warning.Kind.ROUNDED_DOWN);
                assertThat(warning.message()).contains("Accelerate", "one thread or as many");
            });
        });
    }

    @Test
    void vcompIsOneValueForTheProcess() {
        String path = CStub.compile("vcomp.c", "vcomp140.dll");
        NativeJvm.plain().run(() -> {
            NativeCode vcomp = NativeCode.load(path);
            assertThat(onlyLibrary()).satisfies(library -> {
                assertThat(library.userApi()).isEqualTo(UserApi.OPENMP);
                assertThat(library.internalApi()).isEqualTo("openmp");
                assertThat(library.prefix()).isEqualTo("vcomp");
                assertThat(library.reach()).isEqualTo(Reach.PROCESS);
            });
            try (LimitScope scope = Threadpools.ofProcess().limit(Limits.openmp(1))) {
                assertThat(scope.original()).containsEntry(UserApi.OPENMP, 4);
                assertThat(onAThreadOfItsOwn(() -> vcomp.call("omp_get_max_threads")))
                        .isEqualTo(1);
            }
            assertThat(vcomp.call("omp_get_max_threads")).isEqualTo(4);
        });
    }

    @Test
    void aTbbTooOldForBoundsIsReportedAsNotLimitableAndLeftAlone() {
        String path = CStub.compile("tbb.c", "libtbb.so.2");
        String output = NativeJvm.plain().run(() -> {
            NativeCode.load(path);
            Threadpools pools = Threadpools.ofProcess();
            assertThat(onlyLibrary()).satisfies(library -> {
                assertThat(library.userApi()).isEqualTo(new UserApi("tbb"));
                assertThat(library.version()).isNull();
                assertThat(library.numThreads()).isNull();
                assertThat(library.reach()).isEqualTo(Reach.UNKNOWN);
            });
            pools.run(Limits.all(1), () -> {});
            pools.run(Limits.of("tbb", 1), () -> {});
            assertThat(pools.snapshot().pools()).noneMatch(PoolState::honoured);
            assertThat(pools.warnings()).singleElement().satisfies(warning -> {
                assertThat(warning.kind()).isEqualTo(Warning.Kind.NOT_LIMITABLE);
                assertThat(warning.message()).contains(path, "too old to have tbb::global_control");
            });
        });
        assertThat(output.lines()).filteredOn(line -> line.contains(path)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "onnxruntime, libonnxruntime.so, OrtGetApiBase, '', setIntraOpNumThreads(1)",
        "tensorflow, libtensorflow_cc.so.2, TF_NewSessionOptions, TF_Version, setIntraOpParallelismThreads(1)",
        "duckdb, libduckdb_java.so, duckdb_library_version, '', SET threads = 1",
        "tokenizers, libtokenizers.so, Java_ai_djl_huggingface_tokenizers_jni_TokenizersLibrary_batchEncode, '',"
                + " RAYON_NUM_THREADS=1",
        "llama, libjllama.so, llama_backend_init, '', setThreads(1)"
    })
    void whatTheApplicationMakesPoolsOfIsShownWithTheSettingThatLimitsThem(
            String name, String file, String mark, String version, String setting) {
        String path = version.isEmpty()
                ? CStub.compile("set_by_application.c", file, "-DMARK=" + mark)
                : CStub.compile("set_by_application.c", file, "-DMARK=" + mark, "-DVERSION=" + version);
        NativeJvm.plain().run(() -> {
            NativeCode.load(path);
            Threadpools pools = Threadpools.ofProcess();
            assertThat(onlyLibrary()).satisfies(library -> {
                assertThat(library.userApi()).isEqualTo(new UserApi(name));
                assertThat(library.internalApi()).isEqualTo(name);
                assertThat(file).startsWith(library.prefix());
                assertThat(library.numThreads()).isNull();
                assertThat(library.reach()).isEqualTo(Reach.UNKNOWN);
            });
            pools.run(Limits.all(1), () -> {});
            pools.run(Limits.of(name, 1), () -> {});
            assertThat(pools.snapshot().pools()).noneMatch(PoolState::honoured);
            assertThat(pools.warnings()).singleElement().satisfies(warning -> {
                assertThat(warning.kind()).isEqualTo(Warning.Kind.NOT_LIMITABLE);
                assertThat(warning.message()).contains(path, setting);
            });
        });
    }

    @Test
    void thePoolInWhichArrowComputesIsLimitedAndTheOtherOneIsShown() {
        Assumptions.assumeTrue(
                List.of("amd64", "x86_64").contains(System.getProperty("os.arch")), "It is limited on x86-64 alone.");
        String path = CStub.compile("arrow.c", "libarrow_dataset_jni.so");
        NativeJvm.plain().run(() -> {
            NativeCode arrow = NativeCode.load(path);
            String getter = "_ZN5arrow24GetCpuThreadPoolCapacityEv";
            assertThat(onlyLibrary()).satisfies(library -> {
                assertThat(library.userApi()).isEqualTo(new UserApi("arrow-cpu"));
                assertThat(library.prefix()).isEqualTo("libarrow_dataset_jni");
                assertThat(library.reach()).isEqualTo(Reach.PROCESS);
                assertThat(library.details()).containsEntry("io_threads", 8);
            });
            for (Limits one : List.of(Limits.of("arrow-cpu", 1), Limits.all(1))) {
                Threadpools.ofProcess()
                        .run(one, () -> assertThat(arrow.call(getter)).isEqualTo(1));
                assertThat(arrow.call(getter)).isEqualTo(4);
            }
        });
    }

    /** A plug-in may be loaded by whatever is called first, and bring TBB. */
    @Test
    void anOpenCvThatCouldLoadAPlugInIsNotCalledBeforeTheApplicationHasUsedIt() throws IOException {
        String trapped = CStub.compile("opencv.c", "libopencv_core.so.413", "-DLAYER=\"pthreads\"", "-DTRAPPED");
        Path plugIn = Path.of(trapped).resolveSibling("libopencv_core_parallel_onetbb.so");
        Files.copy(Path.of(CStub.compile("no_code.c", "plug_in.so")), plugIn);
        NativeJvm.plain().run(() -> {
            NativeCode.load(trapped);
            Threadpools pools = Threadpools.ofProcess();
            assertThat(onlyLibrary().version()).isEqualTo("4.13.0");
            pools.run(Limits.all(1), () -> {});
            assertThat(pools.snapshot().pools()).singleElement().satisfies(pool -> {
                assertThat(pool.honoured()).isFalse();
                assertThat(pool.library().numThreads()).isNull();
                assertThat(pool.library().details()).containsEntry("asleep", true);
            });
        });

        String usable = CStub.compile("opencv.c", "libopencv_core.so.413", "-DLAYER=\"pthreads\"");
        Path beside = Path.of(usable).resolveSibling("libopencv_core_parallel_onetbb.so");
        Files.copy(plugIn, beside);
        String loaded = beside.toString();
        NativeJvm.plain().run(() -> {
            NativeCode openCv = NativeCode.load(usable);
            assertThat(onlyLibrary().numThreads()).isNull();
            NativeCode.load(loaded);
            Threadpools pools = Threadpools.ofProcess();
            pools.refresh();
            assertThat(onlyLibrary().numThreads()).isEqualTo(4);
            pools.run(
                    Limits.all(1),
                    () -> assertThat(openCv.call("_ZN2cv13getNumThreadsEv")).isEqualTo(1));
            assertThat(openCv.call("_ZN2cv13getNumThreadsEv")).isEqualTo(4);
        });
    }

    @Test
    void openCvWithThreadsOfItsOwnIsOneValueForTheProcessAndSequentialIsOne() {
        String path = CStub.compile("opencv.c", "libopencv_java490.so", "-DLAYER=\"pthreads\"");
        NativeJvm.plain().run(() -> {
            NativeCode openCv = NativeCode.load(path);
            String getter = "_ZN2cv13getNumThreadsEv";
            assertThat(onlyLibrary()).satisfies(library -> {
                assertThat(library.userApi()).isEqualTo(new UserApi("opencv"));
                assertThat(library.prefix()).isEqualTo("libopencv_java");
                assertThat(library.version()).isEqualTo("4.13.0");
                assertThat(library.threadingLayer()).isEqualTo("pthreads");
                assertThat(library.numThreads()).isEqualTo(4);
            });
            Threadpools pools = Threadpools.ofProcess();
            pools.run(Limits.all(1), () -> assertThat(openCv.call(getter)).isEqualTo(1));
            assertThat(openCv.call(getter)).isEqualTo(4);
            openCv.function("_ZN2cv13setNumThreadsEi").invokeVoid(new Object[] {0});
            pools.run(
                    Limits.of("opencv", 2),
                    () -> assertThat(openCv.call(getter)).isEqualTo(2));
            assertThat(openCv.call(getter)).isEqualTo(1);
        });
    }

    @Test
    void openCvIntoWhichTbbWasPluggedIsLeftAlone() {
        String path = CStub.compile("opencv.c", "libopencv_core.so.413", "-DLAYER=\"ONETBB\"");
        NativeJvm.plain().run(() -> {
            NativeCode openCv = NativeCode.load(path);
            Threadpools pools = Threadpools.ofProcess();
            pools.run(
                    Limits.of("opencv", 1),
                    () -> assertThat(openCv.call("_ZN2cv13getNumThreadsEv")).isEqualTo(4));
            assertThat(pools.warnings())
                    .extracting(Warning::kind)
                    .filteredOn(Warning.Kind.NOT_HONOURED::equals)
                    .hasSize(1);
        });
    }

    private static void assertLimitedForItsThreadAndUnsetAgain(
            NativeCode library, String name, String getter, String setGlobal) throws Exception {
        assertThat(onlyLibrary().reach()).isEqualTo(Reach.THREAD);
        try (LimitScope scope = Threadpools.ofProcess().limit(Limits.of(name, 1))) {
            assertThat(scope.original()).containsEntry(UserApi.BLAS, STUBS_DEFAULT);
            assertThat(library.call(getter)).isEqualTo(1);
            assertThat(onAThreadOfItsOwn(() -> library.call(getter))).isEqualTo(STUBS_DEFAULT);
        }
        library.function(setGlobal).invokeVoid(new Object[] {5});
        assertThat(library.call(getter)).as("a later global change").isEqualTo(5);
    }

    private static LibraryInfo onlyLibrary() {
        List<LibraryInfo> libraries = Threadpools.ofProcess().info();
        assertThat(libraries).hasSize(1);
        return libraries.get(0);
    }

    private static <T> T onAThreadOfItsOwn(Callable<T> task) throws Exception {
        FutureTask<T> future = new FutureTask<>(task);
        new Thread(future).start();
        return future.get();
    }
}
