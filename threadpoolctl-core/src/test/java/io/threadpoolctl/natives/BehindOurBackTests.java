package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Registration;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.Warning;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Code that sets a library itself while scopes hold it, libraries that the first call loads, and a machine that changes. */
@Timeout(120)
class BehindOurBackTests {

    @Test
    void aScopeInsideAnotherPutsRightWhatOthersMadeWider() {
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        NativeJvm.plain().run(() -> {
            NativeCode blas = NativeCode.load(openblas);
            IntSupplier threads = blas.intGetter("openblas_get_num_threads");
            int found = threads.getAsInt();
            Threadpools pools = Threadpools.ofProcess();
            try (LimitScope outer = pools.limit(Limits.blas(1))) {
                set(blas, 4);
                assertThat(threads.getAsInt()).isEqualTo(4);
                try (LimitScope inner = pools.limit(Limits.blas(1))) {
                    assertThat(threads.getAsInt()).isEqualTo(1);
                    assertThat(inner.original()).containsEntry(UserApi.BLAS, 1);
                }
                assertThat(threads.getAsInt()).isEqualTo(1);
                assertThat(outer.original()).containsEntry(UserApi.BLAS, found);
            }
            assertThat(threads.getAsInt()).isEqualTo(found);
            assertThat(onlyPool(pools).changedByOthers()).isEqualTo(1);
            assertThat(pools.warnings())
                    .filteredOn(warning -> warning.kind() == Warning.Kind.CHANGED_BY_OTHERS)
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.message()).contains("4 threads", "held at 1"));
        });
    }

    @Test
    void aSnapshotPutsItRight() {
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        NativeJvm.plain().run(() -> {
            NativeCode blas = NativeCode.load(openblas);
            IntSupplier threads = blas.intGetter("openblas_get_num_threads");
            Threadpools pools = Threadpools.ofProcess();
            pools.run(Limits.blas(1), () -> {
                set(blas, 3);
                PoolState pool = onlyPool(pools);
                assertThat(pool.library().numThreads()).isEqualTo(1);
                assertThat(threads.getAsInt()).isEqualTo(1);
                assertThat(pool.changedByOthers()).isEqualTo(1);
            });
        });
    }

    @Test
    void whatOthersMadeNarrowerIsLeftAndToldOnce() {
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        NativeJvm.plain().run(() -> {
            NativeCode blas = NativeCode.load(openblas);
            IntSupplier threads = blas.intGetter("openblas_get_num_threads");
            int found = threads.getAsInt();
            Threadpools pools = Threadpools.ofProcess();
            pools.run(Limits.blas(3), () -> {
                set(blas, 2);
                for (int i = 0; i < 3; i++) {
                    pools.run(
                            Limits.blas(3), () -> assertThat(threads.getAsInt()).isEqualTo(2));
                }
                assertThat(onlyPool(pools).changedByOthers()).isEqualTo(1);
            });
            assertThat(threads.getAsInt()).isEqualTo(found);
        });
    }

    @Test
    void theWatcherPutsItRightWhileNobodyEnters() {
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        NativeJvm.plain().run(() -> {
            NativeCode blas = NativeCode.load(openblas);
            IntSupplier threads = blas.intGetter("openblas_get_num_threads");
            Threadpools pools = Threadpools.ofProcess();
            try (Registration watching = pools.watch(Duration.ofMillis(250))) {
                assertThat(watching).isNotNull();
                pools.run(Limits.blas(1), () -> {
                    set(blas, 4);
                    while (threads.getAsInt() != 1) {
                        Thread.onSpinWait();
                    }
                });
            }
        });
    }

    @Test
    void aNestedScopeSetsTheThreadsOwnValueAgain() {
        String gomp = DebianLibrary.LIBGOMP.path();
        NativeJvm.plain().environment("OMP_NUM_THREADS", "8").run(() -> {
            NativeCode openmp = NativeCode.load(gomp);
            IntSupplier threads = openmp.intGetter("omp_get_max_threads");
            Threadpools pools = Threadpools.ofProcess();
            pools.run(Limits.openmp(2), () -> {
                openmp.function("omp_set_num_threads").invokeVoid(new Object[] {5});
                pools.run(Limits.openmp(2), () -> assertThat(threads.getAsInt()).isEqualTo(2));
                assertThat(threads.getAsInt()).isEqualTo(2);
            });
            assertThat(threads.getAsInt()).isEqualTo(8);
            assertThat(onlyPool(pools).changedByOthers()).isEqualTo(1);
        });
    }

    @Test
    void aLibraryThatTheFirstCallLoadsComesUnderItsScopeByTheWatcher() {
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        NativeJvm.plain().run(() -> {
            Threadpools pools = Threadpools.ofProcess();
            try (Registration watching = pools.watch(Duration.ofMillis(250))) {
                assertThat(watching).isNotNull();
                pools.run(Limits.blas(1), () -> {
                    IntSupplier threads = NativeCode.load(openblas).intGetter("openblas_get_num_threads");
                    while (threads.getAsInt() != 1) {
                        Thread.onSpinWait();
                    }
                });
            }
        });
    }

    @Test
    void theWatcherIsGoneWhenNobodyWantsItAnyMore() {
        NativeJvm.plain().run(() -> {
            Threadpools pools = Threadpools.ofProcess();
            Registration one = pools.watch(Duration.ofMillis(250));
            Registration other = pools.watch(Duration.ofMillis(100));
            one.close();
            assertThat(watchers()).isEqualTo(1);
            other.close();
            other.close();
            while (watchers() > 0) {
                Thread.onSpinWait();
            }
            pools.watch(Duration.ofMillis(250)).close();
        });
    }

    @Test
    void autoAndShareFollowTheNumberOfProcessorsThatIsSaid() {
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        NativeJvm.plain().run(() -> {
            IntSupplier threads = NativeCode.load(openblas).intGetter("openblas_get_num_threads");
            int found = threads.getAsInt();
            Threadpools pools = Threadpools.ofProcess();
            LimitScope limit = pools.limitProcess(Limits.auto("blas"));
            Registration three = pools.setProcessors(3);
            assertThat(threads.getAsInt()).isEqualTo(3);
            assertThat(pools.snapshot().availableProcessors()).isEqualTo(3);
            Registration one = pools.setProcessors(1);
            assertThat(threads.getAsInt()).isEqualTo(1);
            one.close();
            assertThat(threads.getAsInt()).isEqualTo(3);
            limit.close();
            pools.run(Limits.share("blas"), () -> assertThat(threads.getAsInt()).isEqualTo(3));
            three.close();
            assertThat(threads.getAsInt()).isEqualTo(found);
        });
    }

    @Test
    void originalTellsWhatWasThereFromAnyThread() {
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        String serial = DebianLibrary.OPENBLAS_SERIAL.path();
        NativeJvm.plain().run(() -> {
            NativeCode.load(openblas);
            Threadpools pools = Threadpools.ofProcess();
            try (LimitScope wide = pools.limit(Limits.blas(200));
                    LimitScope inner = pools.limit(Limits.blas(1))) {
                assertThat(wide.original()).containsKey(UserApi.BLAS);
                assertThat(inner.original()).containsEntry(UserApi.BLAS, 64);
                assertThat(CompletableFuture.supplyAsync(inner::original).join())
                        .containsEntry(UserApi.BLAS, 64);
            }
        });
        NativeJvm.plain().run(() -> {
            NativeCode.load(serial);
            Threadpools pools = Threadpools.ofProcess();
            try (LimitScope wide = pools.limit(Limits.blas(2));
                    LimitScope inner = pools.limit(Limits.blas(2))) {
                assertThat(wide.original()).containsEntry(UserApi.BLAS, 1);
                assertThat(inner.original()).containsEntry(UserApi.BLAS, 1);
            }
        });
    }

    private static long watchers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("threadpoolctl-watcher"))
                .count();
    }

    private static PoolState onlyPool(Threadpools pools) {
        return pools.snapshot().pools().get(0);
    }

    private static void set(NativeCode blas, int threads) {
        blas.function("openblas_set_num_threads").invokeVoid(new Object[] {threads});
    }
}
