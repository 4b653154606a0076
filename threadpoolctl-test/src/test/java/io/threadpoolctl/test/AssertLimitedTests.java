package io.threadpoolctl.test;

import static io.threadpoolctl.test.LimitAssert.assertLimited;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LimitLeakExtension.class)
class AssertLimitedTests {

    private final Threadpools pools = Threadpools.ofProcess();

    @Test
    void outsideOfEveryScopeItFails() {
        assertFails(Limits.blas(1), "should be limited to blas=1", "under no limit");
    }

    @Test
    void theSameOrANarrowerLimitIsEnough() {
        pools.run(Limits.blas(1), () -> assertLimited(Limits.blas(1)));
        pools.run(Limits.blas(1), () -> assertLimited(Limits.blas(2)));
        pools.run(Limits.all(1), () -> assertLimited(Limits.blas(1).and(Limits.openmp(1))));
        pools.run(Limits.blas(1), () -> assertLimited(Limits.share("blas")));
        pools.run(Limits.share(), () -> assertLimited(Limits.auto("openmp")));
        pools.run(Limits.of("libopenblas", 2), () -> assertLimited(Limits.of("libopenblas", 2)));
    }

    @Test
    void aWiderLimitIsToldWithItsNumber() {
        pools.run(Limits.blas(3), () -> assertFails(Limits.blas(2), "blas is limited to 3", "[blas=3]"));
        pools.run(Limits.blas(2), () -> assertFails(Limits.share("blas"), "blas is limited to 2"));
    }

    @Test
    void aLimitOfSomethingElseIsNotEnough() {
        pools.run(Limits.openmp(1), () -> assertFails(Limits.blas(1), "nothing limits blas", "[openmp=1]"));
        pools.run(Limits.blas(1), () -> assertFails(Limits.all(1), "nothing limits all"));
        pools.run(Limits.of("libopenblas", 1), () -> assertFails(Limits.blas(1), "nothing limits blas"));
    }

    @Test
    void ofNestedScopesTheInnerOneCountsForWhatItSays() {
        pools.run(Limits.blas(1), () -> pools.run(Limits.all(2), () -> assertFails(Limits.blas(1), "limited to 2")));
        pools.run(Limits.blas(1), () -> pools.run(Limits.openmp(2), () -> assertLimited(Limits.blas(1))));
        pools.run(Limits.blas(2), () -> pools.run(Limits.blas(1), () -> assertLimited(Limits.blas(1))));
    }

    @Test
    void aScopeInTryWithResourcesAndASelectionCount() {
        try (LimitScope scope = pools.select(UserApi.BLAS).limit(Limits.blas(1))) {
            assertThat(scope).isNotNull();
            assertLimited(Limits.blas(1));
        }
    }

    @Test
    void nothingToLookForIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertLimited(Limits.none()))
                .withMessageContaining("Limits.blas(1)");
    }

    private static void assertFails(Limits expected, String... words) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertLimited(expected))
                .satisfies(error -> assertThat(error.getMessage()).contains(words));
    }
}
