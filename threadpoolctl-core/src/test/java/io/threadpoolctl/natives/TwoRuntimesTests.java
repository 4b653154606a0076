package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.Warning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * LLVM's OpenMP runtime twice, or beside Intel's: the first call into the second one ends the process, or blocks it where
 * both were loaded for all. So nobody but the application makes it.
 */
@Timeout(120)
class TwoRuntimesTests {

    private static final String GETTER = "omp_get_max_threads";
    private static final int POOL = 3;
    private static final int ABORTED = 134;

    @ParameterizedTest
    @CsvSource({
        "TWICE, false, false",
        "TWICE, true, false",
        "TWICE, false, true",
        "TWICE, true, true",
        "LLVM_AND_INTEL, false, false",
        "LLVM_AND_INTEL, true, false",
        "LLVM_AND_INTEL, false, true",
        "LLVM_AND_INTEL, true, true"
    })
    void ofTwoThatNobodyHasUsedNoneIsCalled(RuntimePair pair, boolean reversed, boolean forAll) {
        List<String> paths = pair.paths(reversed);
        jvm().run(() -> {
            List<NativeCode> runtimes = load(paths, forAll);
            Threadpools pools = Threadpools.ofProcess();
            doEverything(pools);
            assertIsAsleep(paths.get(0));
            assertIsAsleep(paths.get(1));
            assertIsWarnedAboutOnce(paths);
            // The application makes the first call into whichever it likes.
            assertThat(runtimes.get(0).call(GETTER)).isEqualTo(POOL);
            assertIsLimited(paths.get(0), runtimes.get(0));
            assertIsAsleep(paths.get(1));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "TWICE, false, false, 0",
        "TWICE, false, false, 1",
        "TWICE, true, false, 0",
        "TWICE, true, false, 1",
        "TWICE, false, true, 0",
        "LLVM_AND_INTEL, false, false, 0",
        "LLVM_AND_INTEL, false, false, 1",
        "LLVM_AND_INTEL, true, false, 0",
        "LLVM_AND_INTEL, true, false, 1",
        "LLVM_AND_INTEL, false, true, 0",
        "LLVM_AND_INTEL, true, true, 0"
    })
    void ofTwoTheOneInUseIsLimitedAndTheOtherLeftAsleep(RuntimePair pair, boolean reversed, boolean forAll, int used) {
        List<String> paths = pair.paths(reversed);
        jvm().run(() -> {
            List<NativeCode> runtimes = load(paths, forAll);
            assertThat(runtimes.get(used).call(GETTER)).isEqualTo(POOL);
            Threadpools pools = Threadpools.ofProcess();
            doEverything(pools);
            assertIsLimited(paths.get(used), runtimes.get(used));
            assertIsAsleep(paths.get(1 - used));
            assertIsWarnedAboutOnce(paths);
            assertThat(runtimes.get(used).call(GETTER)).isEqualTo(POOL);
        });
    }

    /** The loader takes functions of the first one for the second one's. LLVM's behind Intel's cannot even end then. */
    @Test
    void oneThatIsUsedBehindAnotherThatAllCanSeeIsNotCalled() {
        List<String> paths = RuntimePair.TWICE.paths(false);
        jvm().run(() -> {
            List<NativeCode> runtimes = load(paths, true);
            assertThat(runtimes.get(1).call(GETTER)).isEqualTo(POOL);
            doEverything(Threadpools.ofProcess());
            assertIsAsleep(paths.get(0));
            assertIsAsleep(paths.get(1));
            assertIsWarnedAboutOnce(paths);
            assertThat(runtimes.get(1).call(GETTER)).isEqualTo(POOL);
        });
    }

    /** As when MKL makes its runtime visible beside one that the application uses. */
    @ParameterizedTest
    @CsvSource({
        "TWICE, false, false", "TWICE, false, true",
        "LLVM_AND_INTEL, false, false", "LLVM_AND_INTEL, false, true",
        "LLVM_AND_INTEL, true, false", "LLVM_AND_INTEL, true, true"
    })
    void oneThatAllCanSeeLaterDoesNotDisturbTheOneInUse(RuntimePair pair, boolean reversed, boolean limitedBefore) {
        List<String> paths = pair.paths(reversed);
        jvm().run(() -> {
            NativeCode first = NativeCode.load(paths.get(0));
            assertThat(first.call(GETTER)).isEqualTo(POOL);
            if (limitedBefore) {
                assertIsLimited(paths.get(0), first);
            }
            NativeCode.loadForAll(paths.get(1));
            doEverything(Threadpools.ofProcess());
            if (limitedBefore) {
                assertIsLimited(paths.get(0), first);
            } else {
                assertIsAsleep(paths.get(0));
            }
            assertIsAsleep(paths.get(1));
            assertThat(first.call(GETTER)).isEqualTo(POOL);
        });
    }

    /** Its threads are forgotten with the thread that called it; that it was initialised is not. */
    @ParameterizedTest
    @EnumSource
    void useByAThreadThatHasEndedIsUse(RuntimePair pair) {
        List<String> paths = pair.paths(false);
        jvm().run(() -> {
            List<NativeCode> runtimes = load(paths, false);
            Thread user = new Thread(() -> runtimes.get(1).call(GETTER));
            user.start();
            user.join();
            doEverything(Threadpools.ofProcess());
            assertIsLimited(paths.get(1), runtimes.get(1));
            assertIsAsleep(paths.get(0));
        });
    }

    @ParameterizedTest
    @EnumSource
    void aSecondOneThatComesLaterIsLeftAsleepAndTheFirstStaysLimited(RuntimePair pair) {
        List<String> paths = pair.paths(false);
        jvm().run(() -> {
            NativeCode first = NativeCode.load(paths.get(0));
            Threadpools pools = Threadpools.ofProcess();
            assertThat(pools.info())
                    .singleElement()
                    .extracting(LibraryInfo::numThreads)
                    .isEqualTo(POOL);
            assertThat(conflicts()).isEmpty();
            try (LimitScope scope = pools.limit(Limits.openmp(1))) {
                NativeCode.load(paths.get(1));
                doEverything(pools);
                assertThat(first.call(GETTER)).isEqualTo(1);
                assertThat(scope.original()).containsValue(POOL);
            }
            assertIsLimited(paths.get(0), first);
            assertIsAsleep(paths.get(1));
            assertIsWarnedAboutOnce(paths);
        });
    }

    @ParameterizedTest
    @CsvSource({"TWICE, false", "TWICE, true", "LLVM_AND_INTEL, false", "LLVM_AND_INTEL, true"})
    void whereTheUserAllowsBothAndBothAreUsedBothAreLimited(RuntimePair pair, boolean reversed) {
        List<String> paths = pair.paths(reversed);
        jvm().environment("KMP_DUPLICATE_LIB_OK", "TRUE").run(() -> {
            List<NativeCode> runtimes = load(paths, false);
            assertThat(runtimes.get(1).call(GETTER)).isEqualTo(POOL);
            doEverything(Threadpools.ofProcess());
            assertIsAsleep(paths.get(0));
            assertThat(runtimes.get(0).call(GETTER)).isEqualTo(POOL);
            doEverything(Threadpools.ofProcess());
            assertIsLimited(paths.get(0), runtimes.get(0));
            assertIsLimited(paths.get(1), runtimes.get(1));
        });
    }

    /** A process of this number may have been killed before. */
    @Test
    void aRegistrationThatWasLeftBehindIsNotBelieved() {
        List<String> paths = RuntimePair.TWICE.paths(false);
        jvm().run(() -> {
            NativeCode first = NativeCode.load(paths.get(0));
            Path file = registration();
            Files.writeString(file, "0x7f0000001000-cafe1234-libomp.so.5");
            assertThat(Threadpools.ofProcess().info())
                    .singleElement()
                    .extracting(LibraryInfo::numThreads)
                    .isEqualTo(POOL);
            assertThat(Files.readString(file)).contains("-cafe").doesNotContain("cafe1234");
            assertThat(first.call(GETTER)).isEqualTo(POOL);
        });
    }

    /** As the runtime itself takes it: for another one that is alive. */
    @Test
    void ofARegistrationThatCannotBeReadTheWorstIsBelieved() {
        List<String> paths = RuntimePair.TWICE.paths(false);
        jvm().run(() -> {
            NativeCode.load(paths.get(0));
            Files.writeString(registration(), "written by a later version");
            doEverything(Threadpools.ofProcess());
            assertIsAsleep(paths.get(0));
            Files.delete(registration());
        });
    }

    @Test
    void aLibraryOnARuntimeThatIsAsleepIsNotCalledEither() {
        List<String> paths = RuntimePair.TWICE.paths(false);
        String stub = stubOn(paths.get(0));
        jvm().run(() -> {
            load(paths, false);
            NativeCode onOpenMp = NativeCode.load(stub);
            doEverything(Threadpools.ofProcess());
            assertIsAsleep(stub);
            assertThat(onOpenMp.call("armpl_get_num_threads")).isEqualTo(POOL);
            assertIsAsleep(paths.get(1));
            try (LimitScope scope = Threadpools.ofProcess().limit(Limits.of("armpl", 1))) {
                assertThat(onOpenMp.call("armpl_get_num_threads")).isEqualTo(1);
                assertThat(scope.original()).containsValue(POOL);
            }
            assertThat(onOpenMp.call("armpl_get_num_threads")).isEqualTo(POOL);
        });
    }

    @Test
    void aLibraryOnTheOnlyRuntimeIsLimitedAsEver() {
        String runtime = DebianLibrary.LIBOMP.path();
        String stub = stubOn(runtime);
        jvm().run(() -> {
            NativeCode onOpenMp = NativeCode.load(stub);
            Threadpools.ofProcess()
                    .run(
                            Limits.of("armpl", 1),
                            () -> assertThat(onOpenMp.call("armpl_get_num_threads"))
                                    .isEqualTo(1));
            assertThat(onOpenMp.call("armpl_get_num_threads")).isEqualTo(POOL);
            assertThat(conflicts()).isEmpty();
        });
    }

    /** The guard of all of these: the very call that is not made is deadly. */
    @ParameterizedTest
    @EnumSource
    void theFirstCallIntoTheSecondOneEndsTheProcess(RuntimePair pair) throws IOException {
        List<String> paths = pair.paths(false);
        Path note = Files.createTempFile(Scratch.directory(), "registration", ".txt");
        String noted = note.toString();
        NativeJvm.Outcome outcome = jvm().option("-XX:ErrorFile=/dev/null")
                .option("-XX:-CreateCoredumpOnCrash")
                .outcome(() -> {
                    Files.writeString(Path.of(noted), registration().toString());
                    List<NativeCode> runtimes = load(paths, false);
                    runtimes.get(0).call(GETTER);
                    runtimes.get(1).call(GETTER);
                });
        Files.deleteIfExists(Path.of(Files.readString(note)));
        assertThat(outcome.exitCode()).isEqualTo(ABORTED);
        assertThat(outcome.output()).contains("OMP: Error #15");
    }

    private static NativeJvm jvm() {
        return NativeJvm.plain().environment("OMP_NUM_THREADS", Integer.toString(POOL));
    }

    private static List<NativeCode> load(List<String> paths, boolean forAll) {
        List<NativeCode> runtimes = new ArrayList<>();
        for (String path : paths) {
            runtimes.add(forAll ? NativeCode.loadForAll(path) : NativeCode.load(path));
        }
        return runtimes;
    }

    /** All that threadpoolctl does by itself or for others, here and on a thread of its own. */
    private static void doEverything(Threadpools pools) throws Exception {
        everything(pools);
        CompletableFuture.runAsync(() -> everything(pools)).get();
    }

    private static void everything(Threadpools pools) {
        pools.refresh();
        pools.info();
        pools.snapshot();
        pools.run(Limits.all(1), pools::info);
        pools.run(Limits.openmp(2), pools::snapshot);
        try (LimitScope limit = pools.limitProcess(Limits.all(2))) {
            assertThat(limit.original()).isNotNull();
            pools.limitThread();
        }
        pools.limitThread();
        pools.cap(Limits.all(1)).close();
    }

    private static void assertIsAsleep(String path) {
        PoolState pool = pool(path);
        assertThat(pool.library().numThreads()).isNull();
        assertThat(pool.library().details()).isEqualTo(Map.of("asleep", true));
        assertThat(pool.honoured()).isFalse();
        assertThat(pool.setterCalls()).isZero();
    }

    private static void assertIsLimited(String path, NativeCode runtime) {
        Threadpools.ofProcess().run(Limits.of(path, 1), () -> {
            assertThat(runtime.call(GETTER)).isEqualTo(1);
            assertThat(pool(path).honoured()).isTrue();
        });
        assertThat(runtime.call(GETTER)).isEqualTo(POOL);
        assertThat(pool(path).library().numThreads()).isEqualTo(POOL);
        assertThat(pool(path).library().details()).isEmpty();
    }

    private static void assertIsWarnedAboutOnce(List<String> paths) {
        assertThat(conflicts())
                .singleElement()
                .satisfies(warning -> assertThat(warning.message())
                        .contains(paths)
                        .contains("LD_PRELOAD", "link", "KMP_DUPLICATE_LIB_OK", "wrong"));
    }

    private static List<Warning> conflicts() {
        return Threadpools.ofProcess().warnings().stream()
                .filter(warning -> warning.kind() == Warning.Kind.CONFLICTING_RUNTIMES)
                .toList();
    }

    private static PoolState pool(String path) {
        return Threadpools.ofProcess().snapshot().pools().stream()
                .filter(pool -> pool.library().filepath().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static Path registration() throws IOException {
        Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        return Path.of(
                "/dev/shm", "__KMP_REGISTERED_LIB_" + ProcessHandle.current().pid() + "_" + user);
    }

    private static String stubOn(String runtime) {
        String directory = String.valueOf(Path.of(runtime).getParent());
        return CStub.compile(
                "armpl_on_openmp.c", "libarmpl_lp64_mp.so", "-Wl,--no-as-needed", runtime, "-Wl,-rpath," + directory);
    }
}
