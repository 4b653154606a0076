package io.threadpoolctl;

import static org.assertj.core.api.Assertions.assertThat;

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
    private final FakeProcessControl blas = new FakeProcessControl(BASELINE);
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
}
