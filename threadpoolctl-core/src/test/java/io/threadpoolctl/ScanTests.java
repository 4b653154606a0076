package io.threadpoolctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.library.PooledLibrary;
import io.threadpoolctl.library.UserApi;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scopes that are opened while another thread looks for libraries. */
@Timeout(60)
class ScanTests {

    private static final int BASELINE = 8;
    private static final long FOR_EVER = TimeUnit.DAYS.toMillis(1);

    private final CountDownLatch scanStarted = new CountDownLatch(1);
    private final CountDownLatch scanMayEnd = new CountDownLatch(1);
    private final FakeThreadControl openmp = new FakeThreadControl(BASELINE);
    private final ExecutorService scanner = Executors.newSingleThreadExecutor();

    private final FakeSource slow = new FakeSource() {
        @Override
        public List<PooledLibrary> scan() {
            List<PooledLibrary> found = super.scan();
            scanStarted.countDown();
            awaitQuietly(scanMayEnd);
            return found;
        }
    };

    @AfterEach
    void endTheScanner() {
        scanMayEnd.countDown();
        scanner.shutdown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aScopeOpenedDuringAScanKnowsWhatTheScanFinds() throws Exception {
        Threadpools pools = poolsWithPatience(FOR_EVER);
        startAScan(pools);
        int[] seen = new int[1];
        Thread opener = new Thread(() -> pools.run(Limits.all(1), () -> seen[0] = openmp.threads()));
        opener.start();
        while (opener.getState() != Thread.State.TIMED_WAITING) {
            assertThat(opener.isAlive()).as("opened without the library").isTrue();
            Thread.onSpinWait();
        }
        scanMayEnd.countDown();
        opener.join();
        assertThat(seen[0]).isEqualTo(1);
    }

    @Test
    void aScanThatDoesNotEndKeepsNobodyFromOpeningAScope() throws Exception {
        Threadpools pools = poolsWithPatience(1);
        Future<?> scan = startAScan(pools);
        try (LimitScope scope = pools.limit(Limits.all(1))) {
            assertThat(scope.original()).isEmpty();
            scanMayEnd.countDown();
            scan.get();
            pools.limit(Limits.none()).close();
            assertThat(openmp.raw()).isEqualTo(1);
        }
        assertThat(openmp.raw()).isZero();
    }

    @Test
    void whoIsAskedByTheScanMayOpenScopes() {
        Threadpools[] pools = new Threadpools[1];
        FakeSource source = new FakeSource() {
            @Override
            public List<PooledLibrary> scan() {
                List<PooledLibrary> found = super.scan();
                load("another", UserApi.BLAS, new FakeProcessControl(BASELINE));
                pools[0].limit(Limits.none()).close();
                return found;
            }
        };
        source.load("fakeomp", UserApi.OPENMP, openmp);
        pools[0] = source.pools();
        pools[0].run(Limits.all(1), () -> assertThat(openmp.raw()).isEqualTo(1));
    }

    private Threadpools poolsWithPatience(long millis) {
        slow.load("fakeomp", UserApi.OPENMP, openmp);
        return new Threadpools(new Engine(slow, new Warnings(), millis), library -> true);
    }

    private Future<?> startAScan(Threadpools pools) throws InterruptedException {
        Future<?> scan = scanner.submit(pools::refresh);
        scanStarted.await();
        return scan;
    }
}
