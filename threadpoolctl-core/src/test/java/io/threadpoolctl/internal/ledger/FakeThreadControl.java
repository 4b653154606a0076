package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Reach;
import io.threadpoolctl.spi.ThreadControl;

/** A value for each thread that starts from a default, such as an OpenMP runtime has. 0 stands for "not set", as in MKL. */
class FakeThreadControl implements ThreadControl {

    private final int byDefault;

    @SuppressWarnings("ThreadLocalUsage") // one value a fake library
    private final ThreadLocal<Integer> value = ThreadLocal.withInitial(() -> 0);

    FakeThreadControl(int byDefault) {
        this.byDefault = byDefault;
    }

    int raw() {
        return value.get();
    }

    @Override
    public Reach reach() {
        return Reach.THREAD;
    }

    @Override
    public Integer threads() {
        return raw() == 0 ? byDefault : raw();
    }

    @Override
    public long limit(int threads) {
        int replaced = raw();
        value.set(threads);
        return replaced;
    }

    @Override
    public void restore(long replaced) {
        value.set((int) replaced);
    }

    @Override
    public Integer threadsOf(long replaced) {
        return replaced == 0 ? byDefault : (int) replaced;
    }
}
