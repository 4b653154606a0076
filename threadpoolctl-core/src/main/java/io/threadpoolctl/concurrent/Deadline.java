package io.threadpoolctl.concurrent;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Until when a caller waits. Any timeout will do: neither the smallest nor the largest one overflows. */
final class Deadline {
    static final Deadline NEVER = new Deadline(Long.MAX_VALUE);

    private final long start = System.nanoTime();
    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = Math.max(0, nanos);
    }

    static Deadline in(long timeout, TimeUnit unit) {
        Objects.requireNonNull(unit, "unit");
        return new Deadline(unit.toNanos(timeout));
    }

    static Deadline in(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        return new Deadline(TimeUnit.NANOSECONDS.convert(timeout));
    }

    /** Zero or less when it has passed. */
    long nanosLeft() {
        return nanos - (System.nanoTime() - start);
    }
}
