package io.threadpoolctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.library.FakeFamily;
import io.threadpoolctl.library.LibraryFamily;
import io.threadpoolctl.library.PooledLibrary;
import io.threadpoolctl.library.UserApi;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LookingForLibrariesTests {

    private final FakeProcessControl blas = new FakeProcessControl(8);
    private final SlowSource source = new SlowSource(FakeFamily.library("fakeblas", UserApi.BLAS, blas));
    private final Threadpools pools = new Threadpools(new Engine(source, new Warnings()), library -> true);

    @Test
    void aScopeThatIsOpenedWhileAnotherThreadIsLookingIsNotWider() throws Exception {
        Thread first = new Thread(() -> pools.limit(Limits.none()).close());
        first.start();
        source.scanHasBegun.await();
        AtomicInteger seen = new AtomicInteger();
        Thread second = new Thread(() -> pools.run(Limits.blas(1), () -> seen.set(blas.threads())));
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
        source.scanMayEnd.countDown();
        source.whileScanning = () -> pools.limit(Limits.none()).close();
        pools.limit(Limits.none()).close();
        assertThat(source.scans).hasValue(1);
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
