package io.threadpoolctl.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.ScopeTimes;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import org.junit.jupiter.api.Test;

/** Caps beside scopes: the operator's number beside those of threads. */
class CapsTests {

    private static final int FOUND = 4;

    private final FakeProcessControl blas = new FakeProcessControl(FOUND);
    private final FakeThreadControl openmp = new FakeThreadControl(FOUND);
    private final FakeSource source = new FakeSource();
    private final Threadpools pools = source.pools();

    CapsTests() {
        source.load("fakeblas", UserApi.BLAS, blas);
        source.load("fakeomp", UserApi.OPENMP, openmp);
    }

    @Test
    void aWideCapWidensNothing() {
        try (LimitScope cap = pools.cap(Limits.all(16))) {
            assertThat(cap.original()).containsEntry(UserApi.BLAS, FOUND);
            assertThat(blas.threads()).isEqualTo(FOUND);
            pools.run(Limits.blas(2), () -> assertThat(blas.threads()).isEqualTo(2));
            assertThat(blas.threads()).isEqualTo(FOUND);
            pools.run(Limits.blas(32), () -> assertThat(blas.threads()).isEqualTo(16));
        }
        assertThat(blas.threads()).isEqualTo(FOUND);
    }

    @Test
    void aWideCapWidensNothingThatIsConfigured() {
        LimitScope narrow = pools.limitProcess(Limits.blas(3));
        try (LimitScope cap = pools.cap(Limits.blas(8))) {
            assertThat(blas.threads()).isEqualTo(3);
            pools.limitProcess(Limits.blas(12));
            narrow.close();
            assertThat(blas.threads()).isEqualTo(8);
            assertThat(cap.original()).containsEntry(UserApi.BLAS, 12);
        }
        assertThat(blas.threads()).isEqualTo(12);
    }

    @Test
    void theSmallestOfSeveralCapsHolds() {
        LimitScope wide = pools.cap(Limits.all(3));
        LimitScope narrow = pools.cap(Limits.blas(1));
        wide.close();
        assertThat(blas.threads()).isEqualTo(1);
        narrow.close();
        assertThat(blas.threads()).isEqualTo(FOUND);
    }

    @Test
    void aCapIsNoScope() {
        try (LimitScope cap = pools.cap(Limits.all(2))) {
            assertThat(cap.original()).isNotEmpty();
            assertThat(pools.snapshot().openScopes()).isZero();
            assertThat(pools.snapshot().pools()).allSatisfy(pool -> {
                assertThat(pool.openScopes()).isZero();
                assertThat(pool.cap()).isEqualTo(2);
            });
        }
        assertThat(pools.snapshot().openedScopes()).isZero();
        assertThat(pools.snapshot().pools()).allMatch(pool -> pool.cap() == null);
    }

    @Test
    void whatThreadsHaveOutsideScopesFollowsACapTheNextTimeTheyAreLimited() {
        pools.limitProcess(Limits.openmp(3));
        pools.limitThread();
        LimitScope cap = pools.cap(Limits.openmp(2));
        pools.limitThread();
        assertThat(openmp.threads()).isEqualTo(2);
        cap.close();
        pools.limitThread();
        assertThat(openmp.threads()).isEqualTo(3);
    }

    @Test
    void scopesAreTimedOnlyOnceThatIsAskedFor() {
        pools.run(Limits.blas(1), () -> {});
        LimitScope before = pools.limit(Limits.blas(1));
        ScopeTimes times = pools.measureScopes();
        before.close();
        assertThat(times.count()).isZero();
        pools.run(Limits.blas(1), () -> pools.run(Limits.blas(2), () -> {}));
        pools.cap(Limits.blas(1)).close();
        assertThat(times.count()).isEqualTo(2);
        assertThat(times.totalNanos()).isPositive();
        assertThat(pools.measureScopes()).isSameAs(times);
    }
}
