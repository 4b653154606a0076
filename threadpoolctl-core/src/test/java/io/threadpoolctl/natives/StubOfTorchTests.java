package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PyTorch as a stub, which sets a thread's counts of OpenMP and MKL at its first operation on it. */
@Timeout(120)
class StubOfTorchTests {

    private static final String COMPUTE = "stub_compute";

    /** OpenMP's count and MKL's, as torch sets them. */
    private static final int AS_SET = 33;

    @ParameterizedTest
    @CsvSource({"openmp, 13", "blas, 31", "all, 11"})
    void aLimitBeforeTheFirstOperationHoldsAndWhatTorchHasSetComesBack(String key, int inside) {
        String path = stub();
        jvm().run(() -> {
            NativeCode torch = NativeCode.load(path);
            assertIsLimited(torch, key, inside);
            CompletableFuture.runAsync(() -> assertIsLimited(torch, key, inside))
                    .get();
        });
    }

    /** It is brought to set what it sets once, not at every scope. */
    @Test
    void aThreadIsPreparedOnce() {
        String path = stub();
        jvm().run(() -> {
            NativeCode torch = NativeCode.load(path);
            for (int i = 0; i < 5; i++) {
                Threadpools.ofProcess().run(Limits.all(1), () -> {});
            }
            assertThat(torch.call("stub_operations")).isEqualTo(1);
        });
    }

    @Test
    void lookingNeverCallsIntoIt() {
        String path = stub();
        jvm().run(() -> {
            NativeCode torch = NativeCode.load(path);
            Threadpools pools = Threadpools.ofProcess();
            pools.refresh();
            assertThat(pools.info()).extracting(LibraryInfo::prefix).contains("libtorch_cpu", "libgomp");
            pools.snapshot();
            pools.limitThread();
            assertThat(torch.call("stub_operations")).isZero();
        });
    }

    @Test
    void whereItIsLoadedLaterAThreadThatHasLimitedBeforeIsPreparedAllTheSame() {
        String path = stub();
        String gomp = DebianLibrary.LIBGOMP.path();
        jvm().run(() -> {
            NativeCode.load(gomp);
            Threadpools.ofProcess().run(Limits.all(1), () -> {});
            NativeCode torch = NativeCode.load(path);
            assertIsLimited(torch, "openmp", 13);
        });
    }

    @Test
    void aLimitOfTheProcessOnAThreadHoldsThroughTheFirstOperation() {
        String path = stub();
        jvm().run(() -> {
            NativeCode torch = NativeCode.load(path);
            Threadpools pools = Threadpools.ofProcess();
            LimitScope limit = pools.limitProcess(Limits.openmp(2));
            pools.limitThread();
            assertThat(torch.call(COMPUTE)).isEqualTo(23);
            limit.close();
            pools.limitThread();
            assertThat(torch.call(COMPUTE)).isEqualTo(AS_SET);
        });
    }

    @Test
    void oneWithoutMklIsKeptLoadedSinceItsFunctionIsCalled() {
        String path = CStub.compile("torch_alone.c", "libtorch_cpu.so");
        String gomp = DebianLibrary.LIBGOMP.path();
        jvm().run(() -> {
            NativeCode torch = NativeCode.load(path);
            NativeCode.load(gomp); // the library that was loaded last is held anyway
            assertThat(Threadpools.ofProcess().info())
                    .extracting(LibraryInfo::prefix)
                    .containsExactly("libgomp");
            torch.unload();
            assertThat(Files.readString(Path.of("/proc/self/maps"))).contains(path);
        });
    }

    private static void assertIsLimited(NativeCode torch, String key, int inside) {
        try (LimitScope scope = Threadpools.ofProcess().limit(Limits.of(key, 1))) {
            assertThat(torch.call(COMPUTE)).isEqualTo(inside);
            assertThat(scope.original()).containsValue(3).doesNotContainValue(4);
            assertThat(scope.original().keySet()).isSubsetOf(UserApi.OPENMP, UserApi.BLAS);
        }
        assertThat(torch.call(COMPUTE)).isEqualTo(AS_SET);
    }

    private static NativeJvm jvm() {
        return NativeJvm.plain().environment("OMP_NUM_THREADS", "4");
    }

    private static String stub() {
        return CStub.compile("torch.c", "libtorch_cpu.so", "-Wl,--no-as-needed", DebianLibrary.LIBGOMP.path());
    }
}
