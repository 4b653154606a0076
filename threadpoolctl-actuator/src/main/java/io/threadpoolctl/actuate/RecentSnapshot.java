package io.threadpoolctl.actuate;

import io.threadpoolctl.Threadpools;
import io.threadpoolctl.ThreadpoolsSnapshot;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A snapshot for all meters of one scrape: taken when one of them is read, and kept for a moment. */
final class RecentSnapshot implements Supplier<ThreadpoolsSnapshot> {

    private static final long KEPT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Threadpools pools;
    private final LongSupplier nanoTime;
    private volatile @Nullable Taken last;

    /** @param nanoTime a clock such as {@link System#nanoTime} */
    RecentSnapshot(Threadpools pools, LongSupplier nanoTime) {
        this.pools = pools;
        this.nanoTime = nanoTime;
    }

    @Override
    public ThreadpoolsSnapshot get() {
        Taken taken = last;
        long now = nanoTime.getAsLong();
        if (taken == null || now - taken.at() > KEPT_NANOS) {
            taken = new Taken(Snapshots.of(pools), now);
            last = taken;
        }
        return taken.snapshot();
    }

    private record Taken(ThreadpoolsSnapshot snapshot, long at) {}
}
