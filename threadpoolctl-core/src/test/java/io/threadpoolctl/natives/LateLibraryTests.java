package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Native libraries are usually loaded by the first call inside the first limited method. */
@Timeout(60)
class LateLibraryTests {

    private static final int POOL = 4;
    private static final int SIZE = 400;

    @ParameterizedTest
    @EnumSource(names = {"JAVACPP_PTHREAD", "DEBIAN_OPENMP"})
    void aLibraryLoadedInsideTheFirstLimitedCallIsLimitedFromTheNextCallOn(OpenBlasFlavour flavour) {
        String path = flavour.path();
        jvm().withSleepingPools().run(() -> {
            Threadpools pools = Threadpools.ofProcess();
            List<NativeCode> loaded = new ArrayList<>();
            pools.run(Limits.blas(1), () -> {
                loaded.add(NativeCode.load(path));
                flavour.widen(loaded.get(0), POOL);
            });
            Dgemm dgemm = flavour.dgemm(loaded.get(0), SIZE);
            pools.run(
                    Limits.blas(1),
                    () -> assertThat(EffectiveThreads.during(dgemm::multiply)).isEqualTo(1));
            assertThat(EffectiveThreads.upTo(2, dgemm::multiply)).isGreaterThan(1);
            assertThat(pools.select(UserApi.BLAS).info())
                    .singleElement()
                    .satisfies(info -> assertThat(info.numThreads()).isEqualTo(POOL));
        });
    }

    @Test
    void aLibraryLoadedWhileAScopeIsOpenJoinsItAsSoonAsAnybodyEntersOne() {
        String processWide = MavenLibrary.OPENBLAS.path();
        String ofTheThread = DebianLibrary.LIBOMP.path();
        jvm().run(() -> {
            Threadpools pools = Threadpools.ofProcess();
            NativeCode blas;
            NativeCode openMp;
            try (LimitScope scope = pools.limit(Limits.all(1))) {
                assertThat(scope.original()).isEmpty();
                blas = NativeCode.load(processWide);
                OpenBlasFlavour.JAVACPP_PTHREAD.widen(blas, POOL);
                openMp = NativeCode.load(ofTheThread);
                CompletableFuture.runAsync(() -> pools.limit(Limits.none()).close())
                        .get();
                assertThat(blas.call("openblas_get_num_threads"))
                        .as("what reaches the process joins at once")
                        .isEqualTo(1);
                pools.limit(Limits.none()).close();
                assertThat(openMp.call("omp_get_max_threads"))
                        .as("what belongs to the thread joins at the thread's next step")
                        .isEqualTo(1);
                assertThat(scope.original()).containsEntry(UserApi.BLAS, POOL).containsEntry(UserApi.OPENMP, POOL);
            }
            assertThat(blas.call("openblas_get_num_threads")).isEqualTo(POOL);
            assertThat(openMp.call("omp_get_max_threads")).isEqualTo(POOL);
        });
    }

    @Test
    void eachOfManyLibrariesIsFoundByTheScopeThatFollowsItsLoadingWithoutBeingAskedTo() {
        Map<OpenBlasFlavour, String> paths = OpenBlasFlavour.paths();
        String openMp = DebianLibrary.LIBOMP.path();
        jvm().run(() -> {
            Threadpools pools = Threadpools.ofProcess();
            pools.limit(Limits.none()).close();
            List<IntSupplier> getters = new ArrayList<>();
            paths.forEach((flavour, path) -> {
                NativeCode blas = NativeCode.load(path);
                flavour.widen(blas, POOL);
                getters.add(blas.intGetter(
                        flavour == OpenBlasFlavour.DEBIAN_OPENMP ? "omp_get_max_threads" : "openblas_get_num_threads"));
                assertAllLimited(pools, getters);
            });
            getters.add(NativeCode.load(openMp).intGetter("omp_get_max_threads"));
            assertAllLimited(pools, getters);
        });
    }

    private static void assertAllLimited(Threadpools pools, List<IntSupplier> getters) {
        try (LimitScope scope = pools.limit(Limits.all(1))) {
            assertThat(scope.original()).isNotEmpty();
            assertThat(getters).extracting(IntSupplier::getAsInt).containsOnly(1);
        }
        assertThat(getters).extracting(IntSupplier::getAsInt).containsAnyOf(POOL);
    }

    private static NativeJvm jvm() {
        return NativeJvm.plain().environment("OMP_NUM_THREADS", Integer.toString(POOL));
    }
}
