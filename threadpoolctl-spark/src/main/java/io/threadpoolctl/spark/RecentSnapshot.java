package io.threadpoolctl.spark;

import io.threadpoolctl.ThreadpoolsSnapshot;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A snapshot for all metrics of one report: taken when one of them is read, and kept for a moment. */
final class RecentSnapshot implements Supplier<ThreadpoolsSnapshot> {

    private static final long KEPT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Supplier<ThreadpoolsSnapshot> source;
    private final LongSupplier nanoTime;
    private volatile @Nullable Taken last;

    /** @param nanoTime a clock such as {@link System#nanoTime} */
    RecentSnapshot(Supplier<ThreadpoolsSnapshot> source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
    }

    @Override
    public ThreadpoolsSnapshot get() {
        Taken taken = last;
        long now = nanoTime.getAsLong();
        if (taken == null || now - taken.at() > KEPT_NANOS) {
            taken = new Taken(source.get(), now);
            last = taken;
        }
        return taken.snapshot();
    }

    private record Taken(ThreadpoolsSnapshot snapshot, long at) {}
}
