package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Reach;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@Timeout(60)
class RealOpenBlasTests {

    private static final int POOL = 4;
    private static final int SIZE = 400;

    @ParameterizedTest
    @EnumSource
    void itIsFoundWithAllThatItSaysOfItself(OpenBlasFlavour flavour) {
        String path = flavour.path();
        Reach reach = flavour == OpenBlasFlavour.DEBIAN_OPENMP ? Reach.THREAD : Reach.PROCESS;
        NativeJvm.plain().environment("OMP_NUM_THREADS", "2").run(() -> {
            NativeCode blas = NativeCode.load(path);
            LibraryInfo info = theBlas();
            assertThat(info.userApi()).isEqualTo(UserApi.BLAS);
            assertThat(info.internalApi()).isEqualTo("openblas");
            assertThat(info.prefix()).isEqualTo("libopenblas");
            assertThat(info.filepath()).isEqualTo(path);
            assertThat(info.version()).matches("\\d+\\.\\d+\\.\\d+");
            assertThat(text(blas, "openblas_get_config")).startsWith("OpenBLAS " + info.version() + " ");
            assertThat(info.numThreads()).isEqualTo(blas.call("openblas_get_num_threads"));
            assertThat(info.threadingLayer()).isEqualTo(flavour.threadingLayer());
            assertThat(info.architecture()).isEqualTo(text(blas, "openblas_get_corename"));
            assertThat(info.reach()).isEqualTo(reach);
            assertThat(info.details()).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "DEBIAN_SERIAL")
    void limitedToOneItWorksWithOneThreadAndAfterwardsWithAllOfThemAgain(OpenBlasFlavour flavour) {
        String path = flavour.path();
        NativeJvm.plain()
                .withSleepingPools()
                .environment("OMP_NUM_THREADS", Integer.toString(POOL))
                .run(() -> {
                    NativeCode blas = NativeCode.load(path);
                    flavour.widen(blas, POOL);
                    Dgemm dgemm = flavour.dgemm(blas, SIZE);
                    Threadpools pools = Threadpools.ofProcess();
                    assertThat(EffectiveThreads.upTo(2, dgemm::multiply)).isGreaterThan(1);
                    try (LimitScope scope = pools.limit(Limits.blas(1))) {
                        assertThat(scope.original()).containsEntry(UserApi.BLAS, POOL);
                        assertThat(EffectiveThreads.during(dgemm::multiply)).isEqualTo(1);
                        assertThat(theBlas().numThreads()).isEqualTo(1);
                    }
                    assertThat(theBlas().numThreads()).isEqualTo(POOL);
                    assertThat(EffectiveThreads.upTo(2, dgemm::multiply)).isGreaterThan(1);
                    assertThat(dgemm.wasRight()).isTrue();
                    assertThat(pools.snapshot().pools()).allMatch(PoolState::honoured);
                });
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "DEBIAN_SERIAL")
    void aLimitReachesOtherThreadsAsFarAsItsReachSays(OpenBlasFlavour flavour) {
        String path = flavour.path();
        NativeJvm.plain()
                .withSleepingPools()
                .environment("OMP_NUM_THREADS", Integer.toString(POOL))
                .run(() -> {
                    NativeCode blas = NativeCode.load(path);
                    flavour.widen(blas, POOL);
                    Dgemm dgemm = flavour.dgemm(blas, SIZE);
                    Threadpools pools = Threadpools.ofProcess();
                    try (LimitScope scope = pools.limit(Limits.blas(1))) {
                        assertThat(scope.original()).containsKey(UserApi.BLAS);
                        int wanted = theBlas().reach() == Reach.PROCESS ? 1 : 2;
                        int elsewhere = CompletableFuture.supplyAsync(
                                        () -> EffectiveThreads.upTo(wanted, dgemm::multiply))
                                .get();
                        assertThat(Math.min(elsewhere, 2)).isEqualTo(wanted);
                    }
                });
    }

    /** A serial build has nothing to limit; it has to take it in good humour. */
    @ParameterizedTest
    @EnumSource(names = "DEBIAN_SERIAL")
    void aSerialBuildStaysAtOneThread(OpenBlasFlavour flavour) {
        String path = flavour.path();
        NativeJvm.plain().environment("OMP_NUM_THREADS", "4").run(() -> {
            Dgemm dgemm = flavour.dgemm(NativeCode.load(path), SIZE);
            Threadpools pools = Threadpools.ofProcess();
            for (int threads : List.of(1, 4)) {
                pools.run(Limits.blas(threads), () -> {
                    assertThat(EffectiveThreads.during(dgemm::multiply)).isEqualTo(1);
                    assertThat(theBlas().numThreads()).isEqualTo(1);
                });
            }
            assertThat(pools.snapshot().pools()).allMatch(PoolState::honoured);
        });
    }

    private static LibraryInfo theBlas() {
        List<LibraryInfo> blas = Threadpools.ofProcess().select(UserApi.BLAS).info();
        assertThat(blas).hasSize(1);
        return blas.get(0);
    }

    private static String text(NativeCode code, String function) {
        return code.function(function).invokeString(new Object[0], false);
    }
}
