package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Reach;
import io.threadpoolctl.spi.ThreadControl;
import java.util.concurrent.atomic.AtomicInteger;

/** A value for all threads, such as an OpenBLAS with threads of its own has. */
class FakeProcessControl implements ThreadControl {

    final AtomicInteger value;
    final AtomicInteger sets = new AtomicInteger();

    FakeProcessControl(int value) {
        this.value = new AtomicInteger(value);
    }

    @Override
    public Reach reach() {
        return Reach.PROCESS;
    }

    @Override
    public Integer threads() {
        return value.get();
    }

    @Override
    public long limit(int threads) {
        sets.incrementAndGet();
        return value.getAndSet(threads);
    }

    @Override
    public void restore(long replaced) {
        sets.incrementAndGet();
        value.set((int) replaced);
    }
}
