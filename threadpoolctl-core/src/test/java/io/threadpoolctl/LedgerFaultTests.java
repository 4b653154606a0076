package io.threadpoolctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.threadpoolctl.library.UserApi;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the ledger makes of libraries, threads and callers that do not behave. */
@Timeout(60)
class LedgerFaultTests {

    private static final int BASELINE = 8;

    private final FakeSource source = new FakeSource();
    private final Engine engine = new Engine(source, new Warnings());
    private final Threadpools pools = new Threadpools(engine, library -> true);
    private final FakeThreadControl openmp = new FakeThreadControl(BASELINE);
    private final AtomicBoolean fails = new AtomicBoolean();

    @Test
    void aScopeClosedByAnotherThreadIsPutRightWhenItsOwnerLeavesIt() {
        source.load("fakeomp", UserApi.OPENMP, openmp);
        try (LimitScope scope = pools.limit(Limits.all(1))) {
            CompletableFuture.runAsync(scope::close).join();
            assertThat(openmp.raw()).isEqualTo(1);
        }
        assertThat(openmp.raw()).isZero();
    }

    @Test
    void aCapThatIsAShareIsLiftedWhenItIsClosed() {
        source.load("fakeomp", UserApi.OPENMP, openmp);
        pools.cap(Limits.share()).close();
        int many = Runtime.getRuntime().availableProcessors() + 1;
        try (LimitScope scope = pools.limit(Limits.all(many))) {
            assertThat(openmp.threads()).isEqualTo(many);
            assertThat(scope.original()).containsEntry(UserApi.OPENMP, BASELINE);
        }
    }

    @Test
    void aCapThatIsClosedTwiceOrRefusedIsForgotten() {
        source.load("fakeblas", UserApi.BLAS, failingSetter());
        LimitScope cap = pools.cap(Limits.all(2));
        cap.close();
        cap.close();
        fails.set(true);
        assertThatIllegalStateException().isThrownBy(() -> pools.cap(Limits.all(2)));
        assertThat(pools.snapshot().openedScopes()).isEqualTo(1);
        assertThat(pools.snapshot().openScopes()).isZero();
    }

    private FakeProcessControl failingSetter() {
        return new FakeProcessControl(BASELINE) {
            @Override
            public long limit(int threads) {
                failIfSo();
                return super.limit(threads);
            }
        };
    }

    private void failIfSo() {
        if (fails.get()) {
            throw new IllegalStateException("refused");
        }
    }
}
