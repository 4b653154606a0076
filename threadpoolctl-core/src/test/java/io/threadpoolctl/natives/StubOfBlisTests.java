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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** BLIS from 1.0 on and AOCL-BLIS, as stubs: no package has them here. */
@Timeout(60)
class StubOfBlisTests {

    @ParameterizedTest
    @CsvSource({
        "2.1, true, true, THREAD",
        "3.0, true, true, THREAD",
        "2.1, true, false, PROCESS",
        "0.9.0, false, false, PROCESS",
        "AOCL-BLIS 5.2.2 Build 20251201, true, true, THREAD",
        "AOCL-BLIS 5.2.2 Build 20251201, true, false, THREAD",
        "AOCL-BLIS 4.1.0 Build 20230805, false, true, THREAD",
        "AOCL-BLIS 4.0 Build 20221119, false, true, PROCESS",
        "4.2, false, true, THREAD",
    })
    void itsVersionAndBuildDecideWhatALimitReaches(String version, boolean reset, boolean tls, Reach reach) {
        String path = compile("libblis-mt.so", version, reset, tls);
        NativeJvm.plain().run(() -> {
            NativeCode.load(path);
            assertThat(blis()).satisfies(library -> {
                assertThat(library.reach()).isEqualTo(reach);
                assertThat(library.internalApi()).isEqualTo("blis");
                assertThat(library.prefix()).isEqualTo("libblis");
                assertThat(library.version()).isEqualTo(version);
                assertThat(library.architecture()).isEqualTo("skx");
                assertThat(library.threadingLayer()).isEqualTo(reset ? "pthreads" : "openmp");
            });
        });
    }

    @Test
    void eachThreadHasACountOfItsOwn() {
        String path = compile("libblis.so.4", "2.1", true, true);
        NativeJvm.plain().run(() -> {
            NativeCode blis = NativeCode.load(path);
            Threadpools pools = Threadpools.ofProcess();
            set(blis, 6);
            try (LimitScope scope = pools.limit(Limits.blas(2))) {
                assertThat(scope.original()).containsEntry(UserApi.BLAS, 6);
                assertThat(count(blis)).isEqualTo(2);
                Thread other = new Thread(() ->
                        pools.run(Limits.blas(3), () -> assertThat(count(blis)).isEqualTo(3)));
                other.start();
                other.join();
                assertThat(count(blis)).isEqualTo(2);
            }
            assertThat(count(blis)).isEqualTo(6);
        });
    }

    /** While ways are set, the setter of the count does nothing. */
    @Test
    void waysOfTheThreadAreTakenAwayForALimitAndComeBack() {
        String path = compile("libblis.so.4", "2.1", true, true);
        NativeJvm.plain().run(() -> {
            NativeCode blis = NativeCode.load(path);
            Threadpools pools = Threadpools.ofProcess();
            ways(blis, 2, 1, 4, 1, 1);
            try (LimitScope scope = pools.limit(Limits.blas(3))) {
                assertThat(scope.original()).containsEntry(UserApi.BLAS, 8);
                assertThat(count(blis)).isEqualTo(3);
                try (LimitScope inner = pools.limit(Limits.blas(1))) {
                    assertThat(inner.original()).containsEntry(UserApi.BLAS, 3);
                    assertThat(count(blis)).isEqualTo(1);
                }
                assertThat(count(blis)).isEqualTo(3);
            }
            assertThat(ways(blis)).containsExactly(2L, 1L, 4L, 1L, 1L);
            assertThat(pools.snapshot().pools()).allMatch(PoolState::honoured);
        });
    }

    @Test
    void aBuildWith32BitIntegersIsSpokenToInThose() {
        String path = CStub.compile("blis.c", "libblis.so.4", arguments("2.1", true, true, "int", 32));
        NativeJvm.plain().run(() -> {
            NativeCode blis = NativeCode.load(path);
            ways(blis, 2, 1, 1, 1, 1);
            try (LimitScope scope = Threadpools.ofProcess().limit(Limits.blas(1))) {
                assertThat(scope.original()).containsEntry(UserApi.BLAS, 2);
                assertThat(blis.call("bli_thread_get_num_threads")).isEqualTo(1);
            }
            assertThat(blis.call("bli_thread_get_jc_nt")).isEqualTo(2);
        });
    }

    private static String compile(String file, String version, boolean reset, boolean tls) {
        return CStub.compile("blis.c", file, arguments(version, reset, tls, "long", 64));
    }

    private static String[] arguments(String version, boolean reset, boolean tls, String type, int bits) {
        return new String[] {
            "-DVERSION=\"" + version + "\"",
            "-DRESET=" + (reset ? 1 : 0),
            "-DTLS=" + (tls ? 1 : 0),
            "-DLOCAL=" + (tls ? "_Thread_local" : ""),
            "-DDIM=" + type,
            "-DBITS=" + bits
        };
    }

    private static LibraryInfo blis() {
        List<LibraryInfo> libraries = Threadpools.ofProcess().info();
        assertThat(libraries).hasSize(1);
        return libraries.get(0);
    }

    private static long count(NativeCode blis) {
        return blis.function("bli_thread_get_num_threads").invokeLong(new Object[0]);
    }

    private static void set(NativeCode blis, long threads) {
        blis.function("bli_thread_set_num_threads").invokeVoid(new Object[] {threads});
    }

    private static void ways(NativeCode blis, long jc, long pc, long ic, long jr, long ir) {
        blis.function("bli_thread_set_ways").invokeVoid(new Object[] {jc, pc, ic, jr, ir});
    }

    private static List<Long> ways(NativeCode blis) {
        return Stream.of("jc", "pc", "ic", "jr", "ir")
                .map(loop -> blis.function("bli_thread_get_" + loop + "_nt").invokeLong(new Object[0]))
                .toList();
    }
}
