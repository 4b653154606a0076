package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.ScopeTimes;
import java.util.concurrent.atomic.LongAdder;

/** Measures how long scopes are open, once it was told to. */
final class ScopeTimer implements ScopeTimes {

    private final LongAdder count = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private volatile boolean measuring;

    @Override
    public long count() {
        return count.sum();
    }

    @Override
    public long totalNanos() {
        return nanos.sum();
    }

    void measure() {
        measuring = true;
    }

    /** What to give to {@link #closed} when the scope that is opened now is closed; 0 while nothing is measured. */
    long opened() {
        return measuring ? System.nanoTime() | 1 : 0;
    }

    void closed(long opened) {
        if (opened != 0) {
            nanos.add(Math.max(0, System.nanoTime() - opened));
            count.increment();
        }
    }
}
