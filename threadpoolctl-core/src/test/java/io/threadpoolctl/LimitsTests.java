package io.threadpoolctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LimitsTests {

    @ParameterizedTest
    @ValueSource(ints = {0, -1, -2, -3, Integer.MIN_VALUE})
    void lessThanOneThreadIsRefusedWithTheNumberAndTheName(int threads) {
        assertRefused(() -> Limits.blas(threads), threads, "blas");
        assertRefused(() -> Limits.openmp(threads), threads, "openmp");
        assertRefused(() -> Limits.all(threads), threads, "every pool");
        assertRefused(() -> Limits.of("libmkl_rt", threads), threads, "libmkl_rt");
        assertRefused(() -> Limits.of(Map.of("libmkl_rt", threads)), threads, "libmkl_rt");
    }

    private static void assertRefused(ThrowingCallable call, int threads, String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(call)
                .withMessageContaining("A limit of " + threads + " threads for " + name)
                .withMessageContaining("give 1 or more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void anEmptyNameIsRefusedWithExamples(String name) {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> Limits.of(name, 1),
                () -> Limits.of(Map.of(name, 1)),
                () -> Limits.share(name),
                () -> Limits.auto("blas", name))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(call)
                    .withMessageContaining("the name given is empty")
                    .withMessageContaining("\"blas\"");
        }
    }

    @Test
    void equalLimitsAreEqualHoweverTheyWereMade() {
        Limits limits = Limits.blas(1).and(Limits.openmp(2));
        assertThat(limits)
                .isEqualTo(Limits.openmp(2).and(Limits.blas(1)))
                .isEqualTo(Limits.of(Map.of("blas", 1, "openmp", 2)))
                .hasSameHashCodeAs(Limits.of(Map.of("openmp", 2, "blas", 1)))
                .isNotEqualTo(Limits.blas(1))
                .isNotEqualTo(Limits.blas(1).and(Limits.openmp(3)))
                .isNotEqualTo(limits.and(Limits.sequentialBlasUnderOpenmp()));
        assertThat(Limits.auto("blas"))
                .isNotEqualTo(Limits.share("blas"))
                .isNotEqualTo(Limits.blas(Runtime.getRuntime().availableProcessors()));
    }

    @Test
    void ofTwoLimitsOnOneNameTheOtherOneCounts() {
        assertThat(Limits.blas(1).and(Limits.blas(2))).isEqualTo(Limits.blas(2));
        assertThat(Limits.blas(2).and(Limits.share("blas"))).isEqualTo(Limits.share("blas"));
        assertThat(Limits.all(3).and(Limits.none())).isEqualTo(Limits.all(3));
        assertThat(Limits.none().and(Limits.all(3))).isEqualTo(Limits.all(3));
    }

    @Test
    void aMapThatChangesLaterChangesNothing() {
        Map<String, Integer> map = new HashMap<>(Map.of("blas", 1));
        Limits limits = Limits.of(map);
        map.put("openmp", 2);
        assertThat(limits).isEqualTo(Limits.blas(1));
    }

    @Test
    void onlyNoLimitIsNone() {
        assertThat(Limits.none().isNone()).isTrue();
        assertThat(Limits.of(Map.of()).isNone()).isTrue();
        assertThat(Limits.from(List.of()).isNone()).isTrue();
        assertThat(Limits.all(1).isNone()).isFalse();
        assertThat(Limits.sequentialBlasUnderOpenmp().isNone()).isFalse();
    }

    @Test
    void shareAndAutoWithoutNamesAreForEveryPool() {
        assertThat(Limits.share()).isEqualTo(Limits.none().and(Limits.share())).isNotEqualTo(Limits.share("blas"));
        assertThat(Limits.share("blas", "openmp"))
                .isEqualTo(Limits.share("openmp").and(Limits.share("blas")));
        assertThat(Limits.auto()).hasToString("all=auto");
    }

    @Test
    void valuesThatLibrariesHadAreLimitsByTheirPaths() {
        assertThat(Limits.from(List.of(info("/a/libopenblas.so", 4), info("/b/libopenblas.so", 1), info("/c", null))))
                .isEqualTo(Limits.of(Map.of("/a/libopenblas.so", 4, "/b/libopenblas.so", 1)));
    }

    private static LibraryInfo info(String path, @Nullable Integer threads) {
        return new LibraryInfo(
                UserApi.BLAS, "openblas", "libopenblas", path, null, threads, null, null, Reach.PROCESS, Map.of());
    }

    @Test
    void peopleCanReadThem() {
        assertThat(Limits.none()).hasToString("none");
        assertThat(Limits.all(1)).hasToString("all=1");
        assertThat(Limits.openmp(2).and(Limits.share("blas")).and(Limits.auto("libmkl_rt")))
                .hasToString("blas=share, libmkl_rt=auto, openmp=2");
        assertThat(Limits.blas(1).and(Limits.sequentialBlasUnderOpenmp()))
                .hasToString("blas=1, sequential BLAS under OpenMP");
    }

    @Test
    void anAmountTellsWhatItIs() {
        assertThat(Amount.of("blas", 7).threads()).isEqualTo(7);
        assertThat(Amount.of("blas", Integer.MAX_VALUE)).hasToString("2147483647");
        assertThat(Amount.SHARE.isShare()).isTrue();
        assertThat(Amount.AUTO.isShare()).isFalse();
    }

    @Test
    void anAmountThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new Amount(Amount.Kind.FIXED, 0)).hasMessageContaining("0 threads");
        assertThatThrownBy(() -> new Amount(Amount.Kind.SHARE, 2)).hasMessageContaining("2 threads");
    }

    @Test
    void allIsAKeyLikeAnyOther() {
        assertThat(Limits.of("all", 2)).isEqualTo(Limits.all(2));
        assertThat(Limits.share("all")).isEqualTo(Limits.share());
    }
}
