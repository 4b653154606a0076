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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class RealOpenMpTests {

    private static final int POOL = 4;

    @ParameterizedTest
    @EnumSource(names = {"LIBGOMP", "LIBOMP"})
    void itIsFoundWithWhatCanBeKnown(DebianLibrary runtime) {
        String path = runtime.path();
        String prefix = runtime == DebianLibrary.LIBGOMP ? "libgomp" : "libomp";
        NativeJvm.plain().environment("OMP_NUM_THREADS", "3").run(() -> {
            NativeCode.load(path);
            assertThat(Threadpools.ofProcess().info())
                    .containsExactly(new LibraryInfo(
                            UserApi.OPENMP, "openmp", prefix, path, null, 3, null, null, Reach.THREAD, Map.of()));
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"LIBGOMP", "LIBOMP"})
    void limitedToOneARegionHasOneThreadAndAfterwardsAllOfThemAgain(DebianLibrary runtime) {
        String region = ParallelRegion.compileFor(runtime.path());
        jvm().run(() -> {
            ParallelRegion parallel = ParallelRegion.load(region);
            Threadpools pools = Threadpools.ofProcess();
            assertThat(EffectiveThreads.upTo(POOL, parallel::run)).isEqualTo(POOL);
            for (int threads : List.of(1, 2, 3)) {
                try (LimitScope scope = pools.limit(Limits.openmp(threads))) {
                    assertThat(scope.original()).containsEntry(UserApi.OPENMP, POOL);
                    assertThat(EffectiveThreads.upTo(threads, parallel::run)).isEqualTo(threads);
                }
            }
            assertThat(EffectiveThreads.upTo(POOL, parallel::run)).isEqualTo(POOL);
            assertThat(pools.snapshot().pools()).singleElement().matches(PoolState::honoured);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"LIBGOMP", "LIBOMP"})
    void aLimitStaysOnItsThreadAndDoesNotReachARegionThatDemandsANumber(DebianLibrary runtime) {
        String region = ParallelRegion.compileFor(runtime.path());
        jvm().run(() -> {
            ParallelRegion parallel = ParallelRegion.load(region);
            Threadpools pools = Threadpools.ofProcess();
            try (LimitScope scope = pools.limit(Limits.openmp(1))) {
                assertThat(scope.original()).hasSize(1);
                assertThat(CompletableFuture.supplyAsync(parallel::run).get()).isEqualTo(POOL);
                assertThat(pools.snapshot().pools())
                        .singleElement()
                        .satisfies(
                                pool -> assertThat(pool.library().numThreads()).isEqualTo(POOL));
                assertThat(parallel.run()).isEqualTo(1);
                assertThat(parallel.runWith(2)).as("documented as out of reach").isEqualTo(2);
            }
        });
    }

    private static NativeJvm jvm() {
        return NativeJvm.plain().withSleepingPools().environment("OMP_NUM_THREADS", Integer.toString(POOL));
    }
}
