package io.threadpoolctl.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ThreadBaselineTests {

    private static final int DEFAULT = 8;

    private final FakeThreadControl openmp = new FakeThreadControl(DEFAULT);
    private final FakeSource source = new FakeSource();
    private final Threadpools pools = source.pools();

    @BeforeEach
    void load() {
        source.load("fakeomp", UserApi.OPENMP, openmp);
    }

    @Test
    void aThreadTakesUpWhatTheProcessIsLimitedTo() {
        pools.limitProcess(Limits.openmp(2));
        assertThat(openmp.threads()).isEqualTo(DEFAULT);
        pools.limitThread();
        assertThat(openmp.threads()).isEqualTo(2);
        try (LimitScope scope = pools.limit(Limits.openmp(1))) {
            assertThat(openmp.threads()).isEqualTo(1);
            assertThat(scope.original()).containsEntry(UserApi.OPENMP, 2);
        }
        assertThat(openmp.threads()).isEqualTo(2);
        assertThat(pools.snapshot().openScopes()).isZero();
    }

    @Test
    void whatIsNoLongerAskedForIsTakenBackInTheLibrarysOwnTerms() {
        LimitScope narrow = pools.limitProcess(Limits.openmp(2));
        pools.limitThread();
        LimitScope wide = pools.limitProcess(Limits.openmp(3));
        narrow.close();
        pools.limitThread();
        assertThat(openmp.threads()).isEqualTo(3);
        wide.close();
        pools.limitThread();
        assertThat(openmp.raw()).isZero();
    }

    @Test
    void aLibraryThatComesLaterIsTakenUpTheNextTime() {
        pools.limitProcess(Limits.openmp(2));
        pools.limitThread();
        FakeThreadControl late = new FakeThreadControl(DEFAULT);
        source.load("latecomer", UserApi.OPENMP, late);
        pools.limitThread();
        assertThat(late.threads()).isEqualTo(2);
    }

    @Test
    void aThreadThatIsSetAlreadyIsNotSetAgain() {
        pools.limitProcess(Limits.openmp(2));
        pools.limitThread();
        openmp.limit(5);
        pools.limitThread();
        assertThat(openmp.threads()).isEqualTo(5);
    }

    @Test
    void aThreadWithAnOpenScopeIsLeftAlone() {
        pools.limitProcess(Limits.openmp(2));
        try (LimitScope scope = pools.limit(Limits.openmp(1))) {
            pools.limitThread();
            assertThat(openmp.threads()).isEqualTo(1);
            assertThat(scope.original()).containsEntry(UserApi.OPENMP, DEFAULT);
        }
        assertThat(openmp.raw()).isZero();
    }
}
