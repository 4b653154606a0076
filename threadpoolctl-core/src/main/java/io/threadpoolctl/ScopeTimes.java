package io.threadpoolctl;

import java.util.concurrent.atomic.LongAdder;

/** How long scopes are open, once {@link Threadpools#measureScopes()} has been called. Counts scopes that are closed. */
public final class ScopeTimes {

    private final LongAdder count = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private volatile boolean measuring;

    ScopeTimes() {}

    /** How many scopes were measured. */
    public long count() {
        return count.sum();
    }

    /** How long they were open, all together, in nanoseconds. */
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
