package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.UserApi;
import io.threadpoolctl.internal.product.FakeFamily;
import io.threadpoolctl.internal.product.PooledLibrary;
import java.util.concurrent.atomic.AtomicInteger;

/** A library that may be unloaded while we do not hold it, and notes each call into it while it is not held. */
final class FakeLeasedLibrary extends FakeProcessControl {

    final PooledLibrary library;
    final AtomicInteger releases = new AtomicInteger();
    final AtomicInteger strayCalls = new AtomicInteger();
    private boolean held = true;
    private boolean gone;
    private volatile boolean loaded;

    FakeLeasedLibrary(String name, int value) {
        super(value);
        this.library = FakeFamily.leased(name, UserApi.BLAS, this, this::release, this::reacquire);
    }

    private synchronized void release() {
        releases.incrementAndGet();
        held = false;
    }

    private synchronized boolean reacquire() {
        held |= !gone;
        return held;
    }

    /** To be called when it is loaded into a process. */
    PooledLibrary load() {
        loaded = true;
        return library;
    }

    /** Whether it is loaded and was not unloaded. */
    boolean isThere() {
        return loaded;
    }

    /** Somebody else lets it go as well. */
    synchronized void unload() {
        gone = true;
        loaded = false;
    }

    synchronized boolean isHeld() {
        return held;
    }

    private void called() {
        if (!isHeld()) {
            strayCalls.incrementAndGet();
        }
    }

    @Override
    public Integer threads() {
        called();
        Integer threads = super.threads();
        called();
        return threads;
    }

    @Override
    public long limit(int threads) {
        called();
        long replaced = super.limit(threads);
        called();
        return replaced;
    }

    @Override
    public void restore(long replaced) {
        called();
        super.restore(replaced);
        called();
    }
}
