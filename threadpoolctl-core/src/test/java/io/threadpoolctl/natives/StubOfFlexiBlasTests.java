package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.threadpoolctl.FlexiBlas;
import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Reach;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** FlexiBLAS as a stub, since no package has it here, over real backends from Debian. */
@Timeout(60)
class StubOfFlexiBlasTests {

    private static final int POOL = 4;

    @Test
    void itIsFlexiBlasAndNoneOfThoseWhoseFunctionsItExports() {
        String path = compile();
        NativeJvm.plain().run(() -> {
            NativeCode.load(path);
            assertThat(Threadpools.ofProcess().info()).singleElement().satisfies(library -> {
                assertThat(library.userApi()).isEqualTo(UserApi.BLAS);
                assertThat(library.internalApi()).isEqualTo("flexiblas");
                assertThat(library.prefix()).isEqualTo("libflexiblas");
                assertThat(library.version()).isEqualTo("3.4.5");
                assertThat(library.numThreads()).isEqualTo(1);
                assertThat(library.details())
                        .containsEntry(
                                "available_backends",
                                List.of("NETLIB", "OPENBLAS-PTHREAD", "OPENBLAS-OPENMP", "BLIS", "MISSING"))
                        .containsEntry("loaded_backends", List.of("NETLIB"))
                        .containsEntry("current_backend", "NETLIB");
            });
        });
    }

    @Test
    void withoutItThereIsNoDoorToIt() {
        NativeJvm.plain()
                .run(() -> assertThat(Threadpools.ofProcess().flexiBlas()).isEmpty());
    }

    @Test
    void itsBackendIsLimitedUnderBothNamesByTheBackendsOwnRules() {
        String path = compile();
        String openBlas = DebianLibrary.OPENBLAS_PTHREAD.path();
        NativeJvm.plain().run(() -> {
            NativeCode stub = NativeCode.load(path);
            Threadpools pools = Threadpools.ofProcess();
            flexiBlas().switchBackend("openblas-pthread");
            NativeCode backend = NativeCode.load(openBlas);
            backend.function("openblas_set_num_threads").invokeVoid(new Object[] {POOL});
            assertThat(info("flexiblas")).satisfies(library -> {
                assertThat(library.numThreads()).isEqualTo(POOL);
                assertThat(library.reach()).isEqualTo(Reach.PROCESS);
                assertThat(library.threadingLayer()).isEqualTo("pthreads");
                assertThat(library.details()).containsEntry("current_backend", "OPENBLAS-PTHREAD");
            });
            for (String key : List.of("blas", "flexiblas", "libflexiblas", path, "openblas", openBlas)) {
                try (LimitScope scope = pools.limit(Limits.of(key, 2))) {
                    assertThat(scope.original()).containsEntry(UserApi.BLAS, POOL);
                    assertThat(backend.call("openblas_get_num_threads")).isEqualTo(2);
                    assertThat(pools.snapshot().pools())
                            .hasSize(2)
                            .allMatch(pool -> pool.openScopes() == 1)
                            .allMatch(PoolState::honoured)
                            .allSatisfy(pool -> {
                                assertThat(pool.library().numThreads()).isEqualTo(2);
                                assertThat(pool.baseline()).isEqualTo(POOL);
                            });
                }
                assertThat(backend.call("openblas_get_num_threads")).isEqualTo(POOL);
            }
            assertThat(stub.call("stub_setter_calls")).isZero();
        });
    }

    @Test
    void onOpenBlasWithOpenMpTheUnsafeSetterIsNeverCalled() {
        String path = compile();
        String openBlas = DebianLibrary.OPENBLAS_OPENMP.path();
        NativeJvm.plain().environment("OMP_NUM_THREADS", "4").run(() -> {
            NativeCode stub = NativeCode.load(path);
            Threadpools pools = Threadpools.ofProcess();
            flexiBlas().switchBackend("OPENBLAS-OPENMP");
            NativeCode backend = NativeCode.load(openBlas);
            BoobyTrap.set(backend.function("openblas_set_num_threads"));
            assertThat(info("flexiblas").reach()).isEqualTo(Reach.THREAD);
            for (String key : List.of("blas", "flexiblas", "openmp")) {
                pools.run(Limits.of(key, 1), () -> {
                    assertThat(backend.call("omp_get_max_threads")).isEqualTo(1);
                    assertThat(info("flexiblas").numThreads()).isEqualTo(1);
                });
                assertThat(backend.call("omp_get_max_threads")).isEqualTo(POOL);
            }
            assertThat(stub.call("stub_setter_calls")).isZero();
        });
    }

    @Test
    void anOpenScopeHoldsForTheBackendThatIsSwitchedToAndLeavesNothingInEither() {
        String path = compile();
        String openBlas = DebianLibrary.OPENBLAS_PTHREAD.path();
        String blis = DebianLibrary.BLIS_PTHREAD.path();
        NativeJvm.plain().environment("BLIS_NUM_THREADS", "3").run(() -> {
            NativeCode.load(path);
            Threadpools pools = Threadpools.ofProcess();
            FlexiBlas flexiBlas = flexiBlas();
            flexiBlas.switchBackend("OPENBLAS-PTHREAD");
            NativeCode first = NativeCode.load(openBlas);
            first.function("openblas_set_num_threads").invokeVoid(new Object[] {POOL});
            NativeCode second;
            try (LimitScope scope = pools.limit(Limits.of("flexiblas", 1))) {
                assertThat(scope.original()).containsEntry(UserApi.BLAS, POOL);
                flexiBlas.switchBackend("BLIS");
                second = NativeCode.load(blis);
                assertThat(flexiBlas.currentBackend()).isEqualTo("BLIS");
                assertThat(flexiBlas.loadedBackends()).containsExactly("NETLIB", "OPENBLAS-PTHREAD", "BLIS");
                assertThat(second.call("bli_thread_get_num_threads")).isEqualTo(1);
                assertThat(first.call("openblas_get_num_threads"))
                        .as("no backend any more")
                        .isEqualTo(POOL);
            }
            assertThat(second.call("bli_thread_get_num_threads")).isEqualTo(3);
            assertThat(first.call("openblas_get_num_threads")).isEqualTo(POOL);
        });
    }

    /** A backend that nobody recognises has no other way in. */
    @Test
    void aBackendThatIsNotRecognisedIsLimitedThroughFlexiBlasItself() {
        String path = compile();
        String unknown = CStub.compile("parallel_region.c", "libotherblas.so", "-fopenmp");
        String blis = DebianLibrary.BLIS_PTHREAD.path();
        NativeJvm.plain().run(() -> {
            NativeCode stub = NativeCode.load(path);
            Threadpools pools = Threadpools.ofProcess();
            FlexiBlas flexiBlas = flexiBlas();
            flexiBlas.switchBackend(unknown);
            assertThat(flexiBlas.currentBackend()).isEqualTo(unknown);
            assertThat(info("flexiblas").reach()).isEqualTo(Reach.UNKNOWN);
            try (LimitScope scope = pools.limit(Limits.blas(1))) {
                assertThat(scope.original()).containsEntry(UserApi.BLAS, 3);
                assertThat(stub.call("flexiblas_get_num_threads")).isEqualTo(1);
                flexiBlas.switchBackend("NETLIB");
                flexiBlas.switchBackend(unknown);
                assertThat(stub.call("flexiblas_get_num_threads")).isEqualTo(1);
                flexiBlas.switchBackend(blis);
            }
            assertThat(stub.call("bli_thread_get_num_threads")).as("of BLIS").isEqualTo(-1);
            flexiBlas.switchBackend(unknown);
            assertThat(stub.call("flexiblas_get_num_threads")).isEqualTo(3);
            assertThat(pools.warnings()).isEmpty();
        });
    }

    @Test
    void aBackendThatCannotBeUsedIsRefusedAndTheOldOneStays() {
        String path = compile();
        String ilp64 = DebianLibrary.OPENBLAS64_PTHREAD.path();
        NativeJvm.plain().run(() -> {
            NativeCode.load(path);
            FlexiBlas flexiBlas = flexiBlas();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> flexiBlas.switchBackend("OPENBLAS-PTREAD"))
                    .withMessageContaining("OPENBLAS-PTREAD")
                    .withMessageContaining("OPENBLAS-PTHREAD, OPENBLAS-OPENMP, BLIS");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> flexiBlas.switchBackend("MISSING"))
                    .withMessageContaining("cannot load");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> flexiBlas.switchBackend("/no/such/libblas.so"))
                    .withMessageContaining("no library file");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> flexiBlas.switchBackend(ilp64))
                    .withMessageContaining("64-bit integers")
                    .withMessageContaining(ilp64);
            assertThat(flexiBlas.currentBackend()).isEqualTo("NETLIB");
            assertThat(flexiBlas.loadedBackends()).containsExactly("NETLIB");
        });
    }

    private static String compile() {
        return CStub.compile(
                "flexiblas.c",
                "libflexiblas.so.3",
                define("PTHREAD", DebianLibrary.OPENBLAS_PTHREAD),
                define("OPENMP", DebianLibrary.OPENBLAS_OPENMP),
                define("BLIS", DebianLibrary.BLIS_PTHREAD),
                "-ldl");
    }

    private static String define(String name, DebianLibrary library) {
        return "-D" + name + "=\"" + library.path() + "\"";
    }

    private static FlexiBlas flexiBlas() {
        return Threadpools.ofProcess().flexiBlas().orElseThrow();
    }

    private static LibraryInfo info(String name) {
        return Threadpools.ofProcess().select(name).info().get(0);
    }
}
