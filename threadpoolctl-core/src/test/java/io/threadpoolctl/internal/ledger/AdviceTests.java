package io.threadpoolctl.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.Limits;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.Warning;
import org.junit.jupiter.api.Test;

/** What is said of a pool that is wider than the processors. */
class AdviceTests {

    private static final int AVAILABLE = Runtime.getRuntime().availableProcessors();
    private static final int WIDE = AVAILABLE + 6;

    private final FakeSource source = new FakeSource();
    private final Threadpools pools = source.pools();

    @Test
    void aPoolThatNothingLimitsIsToBeLimited() {
        source.load("fakeblas", UserApi.BLAS, new FakeProcessControl(WIDE));
        assertThat(saidOfTheWidth())
                .contains(
                        "fakeblas: " + WIDE + " threads on " + AVAILABLE + " available processors",
                        "; set threadpoolctl.process.blas or limit the code that calls it");
    }

    @Test
    void aPoolThatIsAsWideAsAskedForIsToBeAskedForLess() {
        pools.limitProcess(Limits.blas(WIDE));
        source.load("fakeblas", UserApi.BLAS, new FakeProcessControl(1));
        assertThat(saidOfTheWidth())
                .contains("since the process is limited to " + WIDE, "\"auto\"")
                .doesNotContain("set threadpoolctl.process");
    }

    @Test
    void aPoolThatTheLimitOfTheProcessDoesNotReachNeedsItsVariable() {
        pools.limitProcess(Limits.auto("openmp"));
        source.load("fakeomp", UserApi.OPENMP, new FakeThreadControl(WIDE));
        assertThat(pools.snapshot().pools()).noneMatch(PoolState::honoured);
        assertThat(pools.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.kind()).isEqualTo(Warning.Kind.NOT_FOR_ALL_THREADS);
            assertThat(warning.message())
                    .contains("limited to " + AVAILABLE + " threads for the whole process", "use up to " + WIDE)
                    .contains("Start the process with OMP_NUM_THREADS=" + AVAILABLE);
        });
    }

    @Test
    void aPoolThatIsNotTooWideIsNotSpokenOf() {
        source.load("fakeblas", UserApi.BLAS, new FakeProcessControl(AVAILABLE));
        pools.refresh();
        assertThat(pools.warnings()).isEmpty();
    }

    private String saidOfTheWidth() {
        assertThat(pools.snapshot().warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.kind()).isEqualTo(Warning.Kind.OVERSUBSCRIBED));
        return pools.warnings().get(0).message();
    }
}
