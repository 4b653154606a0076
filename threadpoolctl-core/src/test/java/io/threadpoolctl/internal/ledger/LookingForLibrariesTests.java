package io.threadpoolctl.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.TestThreadpools;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.internal.product.FakeFamily;
import io.threadpoolctl.internal.product.PooledLibrary;
import io.threadpoolctl.spi.LibraryFamily;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LookingForLibrariesTests {

    private final FakeProcessControl blas = new FakeProcessControl(8);
    private final SlowSource source = new SlowSource(FakeFamily.library("fakeblas", UserApi.BLAS, blas));

    @Test
    void aScopeThatIsOpenedWhileAnotherThreadIsLookingIsNotWider() throws Exception {
        Threadpools patient = poolsWithPatience(Long.MAX_VALUE);
        Thread first = new Thread(() -> patient.limit(Limits.none()).close());
        first.start();
        source.scanHasBegun.await();
        AtomicInteger seen = new AtomicInteger();
        Thread second = new Thread(() -> patient.run(Limits.blas(1), () -> seen.set(blas.threads())));
        second.start();
        awaitIdle(second);
        source.scanMayEnd.countDown();
        first.join();
        second.join();
        assertThat(seen).hasValue(1);
        assertThat(source.scans).hasValue(1);
    }

    @Test
    void somethingThatOpensAScopeWhileItIsBeingLookedAtDoesNotLookAgain() {
        Threadpools pools = poolsWithPatience(1);
        source.scanMayEnd.countDown();
        source.whileScanning = () -> pools.limit(Limits.none()).close();
        pools.limit(Limits.none()).close();
        assertThat(source.scans).hasValue(1);
    }

    @Test
    void aLookThatDoesNotEndKeepsNobodyFromOpeningAScope() throws Exception {
        Threadpools impatient = poolsWithPatience(1);
        Thread first = new Thread(impatient::refresh);
        first.start();
        source.scanHasBegun.await();
        try (LimitScope scope = impatient.limit(Limits.blas(1))) {
            assertThat(scope.original()).isEmpty();
            source.scanMayEnd.countDown();
            first.join();
            assertThat(blas.value).hasValue(1);
        }
        assertThat(blas.value).hasValue(8);
    }

    private Threadpools poolsWithPatience(long millis) {
        return TestThreadpools.over(new Ledger(
                source, new Warnings(), ConcurrentHashMap::new, TimeUnit.MILLISECONDS.toNanos(millis), Long.MAX_VALUE));
    }

    private static void awaitIdle(Thread thread) {
        while (thread.getState() == Thread.State.NEW || thread.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
        }
    }

    /** Finds its library at the first look, which takes until the test lets it end. */
    private static final class SlowSource implements LibrarySource {

        final CountDownLatch scanHasBegun = new CountDownLatch(1);
        final CountDownLatch scanMayEnd = new CountDownLatch(1);
        final AtomicInteger scans = new AtomicInteger();
        private final PooledLibrary library;
        private volatile Runnable whileScanning = () -> {};
        private volatile boolean changed = true;

        SlowSource(PooledLibrary library) {
            this.library = library;
        }

        @Override
        public boolean mayHaveChanged() {
            return changed;
        }

        @Override
        public List<PooledLibrary> scan() {
            scans.incrementAndGet();
            whileScanning.run();
            changed = false; // as the real one, which knows the end of the list before it knows what is in it
            scanHasBegun.countDown();
            try {
                scanMayEnd.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return List.of(library);
        }

        @Override
        public void register(LibraryFamily family) {
            throw new UnsupportedOperationException("Fakes are not registered.");
        }

        @Override
        public Set<String> keys() {
            return Set.of("blas");
        }
    }
}
