package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Reach;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Debian's BLIS: 0.9, one count for the process, which says -1 until somebody sets it; or 1.1, one for each thread, which says
 * 1 until then, and the product of the ways while there are some.
 */
@Timeout(60)
class RealBlisTests {

    private static final int SIZE = 512;

    @ParameterizedTest
    @EnumSource(names = {"BLIS_PTHREAD", "BLIS_OPENMP"})
    void itIsFoundWithAllThatItSaysOfItself(DebianLibrary flavour) {
        String path = flavour.path();
        String layer = flavour == DebianLibrary.BLIS_OPENMP ? "openmp" : "pthreads";
        NativeJvm.plain().run(() -> {
            NativeCode blis = NativeCode.load(path);
            assertThat(blis(path)).satisfies(library -> {
                assertThat(library.userApi()).isEqualTo(UserApi.BLAS);
                assertThat(library.internalApi()).isEqualTo("blis");
                assertThat(library.prefix()).isEqualTo("libblis");
                assertThat(library.version()).isIn("0.9.0", "1.1");
                assertThat(library.threadingLayer()).isEqualTo(layer);
                assertThat(library.architecture())
                        .isEqualTo(blis.function("bli_arch_string")
                                .invokeString(new Object[] {blis.call("bli_arch_query_id")}, false));
                assertThat(library.reach()).isEqualTo(isPerThread(blis) ? Reach.THREAD : Reach.PROCESS);
                assertThat(library.numThreads()).isEqualTo(1);
            });
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"BLIS_PTHREAD", "BLIS_OPENMP"})
    void aCountThatNobodyHasSetIsNotSetAfterwards(DebianLibrary flavour) {
        String path = flavour.path();
        passive().run(() -> {
            NativeCode blis = NativeCode.load(path);
            Dgemm dgemm = Dgemm.of(blis, SIZE);
            try (LimitScope scope = Threadpools.ofProcess().limit(Limits.blas(2))) {
                assertThat(scope.original()).containsEntry(UserApi.BLAS, 1);
                assertThat(threads(2, flavour, dgemm)).isEqualTo(2);
            }
            assertThat(count(blis)).isEqualTo(isPerThread(blis) ? 1 : -1);
            assertThat(threads(1, flavour, dgemm)).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"BLIS_PTHREAD", "BLIS_OPENMP"})
    void aLimitReachesOtherThreadsAsFarAsItsReachSaysUntilItsScopeIsClosed(DebianLibrary flavour) {
        String path = flavour.path();
        passive().environment("BLIS_NUM_THREADS", "2").run(() -> {
            NativeCode blis = NativeCode.load(path);
            Dgemm dgemm = Dgemm.of(blis, SIZE);
            Threadpools pools = Threadpools.ofProcess();
            int elsewhere = isPerThread(blis) ? 2 : 1;
            assertThat(threads(2, flavour, dgemm)).isEqualTo(2);
            try (LimitScope scope = pools.limit(Limits.blas(1))) {
                assertThat(scope.original()).containsEntry(UserApi.BLAS, 2);
                assertThat(threads(1, flavour, dgemm)).isEqualTo(1);
                assertThat(inAnotherThread(elsewhere, flavour, dgemm)).isEqualTo(elsewhere);
                assertThat(dgemm.wasRight()).isTrue();
            }
            assertThat(threads(2, flavour, dgemm)).isEqualTo(2);
            assertThat(pools.snapshot().pools()).allMatch(PoolState::honoured);
        });
    }

    /** Ways beat the count, so a limit has to take them away. */
    @ParameterizedTest
    @EnumSource(names = {"BLIS_PTHREAD", "BLIS_OPENMP"})
    void waysAreTakenAwayForALimitAndComeBack(DebianLibrary flavour) {
        String path = flavour.path();
        passive().run(() -> {
            NativeCode blis = NativeCode.load(path);
            blis.function("bli_thread_set_ways").invokeVoid(new Object[] {2L, 1L, 1L, 1L, 1L});
            Dgemm dgemm = Dgemm.of(blis, SIZE);
            assertThat(blis(path).numThreads()).isEqualTo(2);
            try (LimitScope scope = Threadpools.ofProcess().limit(Limits.blas(1))) {
                assertThat(scope.original()).containsEntry(UserApi.BLAS, 2);
                assertThat(blis(path).numThreads()).isEqualTo(1);
                assertThat(threads(1, flavour, dgemm)).isEqualTo(1);
            }
            assertThat(ways(blis)).containsExactly(2L, 1L, 1L, 1L, 1L);
            assertThat(count(blis)).isEqualTo(isPerThread(blis) ? 2 : -1);
            assertThat(threads(2, flavour, dgemm)).isEqualTo(2);
        });
    }

    @Test
    void bothFlavoursLiveSideBySideAndEachIsLimitedByItsPath() {
        String pthreads = DebianLibrary.BLIS_PTHREAD.path();
        String openmp = DebianLibrary.BLIS_OPENMP.path();
        passive().environment("BLIS_NUM_THREADS", "2").run(() -> {
            Dgemm one = Dgemm.of(NativeCode.load(pthreads), SIZE);
            Dgemm other = Dgemm.of(NativeCode.load(openmp), SIZE);
            try (LimitScope scope = Threadpools.ofProcess().limit(Limits.of(openmp, 1))) {
                assertThat(scope.original()).hasSize(1);
                assertThat(threads(2, DebianLibrary.BLIS_PTHREAD, one)).isEqualTo(2);
                assertThat(threads(1, DebianLibrary.BLIS_OPENMP, other)).isEqualTo(1);
            }
        });
    }

    /** Debian's libblas.so.3 of this flavour has all of BLIS inside and exports no function to limit it. */
    @Test
    void aBlasThatHidesItsBlisIsNotSeenAndSpoilsNothing() {
        String hidden = beside(DebianLibrary.BLIS_PTHREAD, "libblas.so.3");
        String path = DebianLibrary.BLIS_PTHREAD.path();
        NativeJvm.plain().run(() -> {
            NativeCode.load(hidden);
            assertThat(Threadpools.ofProcess().info()).isEmpty();
            NativeCode.load(path);
            assertThat(blis(path).internalApi()).isEqualTo("blis");
            assertThat(Threadpools.ofProcess().warnings()).isEmpty();
        });
    }

    /** Debian's libblas.so.3 of OpenBLAS is linked to it and exports nothing but the BLAS. */
    @Test
    void aBlasThatIsOnlyAStubForOpenBlasIsNoEntryOfItsOwn() {
        String stub = beside(DebianLibrary.OPENBLAS_PTHREAD, "libblas.so.3");
        NativeJvm.plain().run(() -> {
            NativeCode code = NativeCode.load(stub);
            assertThat(code.find("openblas_get_num_threads"))
                    .as("through the stub")
                    .isPresent();
            assertThat(Threadpools.ofProcess().info())
                    .singleElement()
                    .satisfies(library -> assertThat(library.filepath()).contains("libopenblas"));
        });
    }

    private static NativeJvm passive() {
        return NativeJvm.plain().environment("OMP_WAIT_POLICY", "passive");
    }

    private static String beside(DebianLibrary library, String file) {
        return Path.of(library.path()).resolveSibling(file).toString();
    }

    private static LibraryInfo blis(String path) {
        List<LibraryInfo> libraries = Threadpools.ofProcess().select(path).info();
        assertThat(libraries).hasSize(1);
        return libraries.get(0);
    }

    private static boolean isPerThread(NativeCode blis) {
        return blis.find("bli_thread_reset").isPresent();
    }

    private static long count(NativeCode blis) {
        return blis.function("bli_thread_get_num_threads").invokeLong(new Object[0]);
    }

    private static List<Long> ways(NativeCode blis) {
        return Stream.of("jc", "pc", "ic", "jr", "ir")
                .map(loop -> blis.function("bli_thread_get_" + loop + "_nt").invokeLong(new Object[0]))
                .toList();
    }

    /** With pthreads, BLIS starts new ones for each product. */
    private static int threads(int wanted, DebianLibrary flavour, Dgemm dgemm) {
        return flavour == DebianLibrary.BLIS_PTHREAD
                ? ShortLivedThreads.during(dgemm::multiply)
                : EffectiveThreads.upTo(wanted, dgemm::multiply);
    }

    private static int inAnotherThread(int wanted, DebianLibrary flavour, Dgemm dgemm) throws InterruptedException {
        int[] threads = new int[1];
        Thread thread = new Thread(() -> threads[0] = threads(wanted, flavour, dgemm));
        thread.start();
        thread.join();
        return threads[0];
    }
}
