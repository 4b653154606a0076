package io.threadpoolctl.internal.product;

import io.threadpoolctl.Reach;
import io.threadpoolctl.spi.ThreadControl;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An OpenCV that has a number of its own for the process. Set to 0 it computes on the calling thread alone and says 1, which
 * is the same as 1 is; so what it says is all that has to be put back.
 *
 * @param layer what it makes its threads with, which the application may exchange while it runs
 * @param awake whether it may be called without loading anything
 */
record OpenCvControl(
        IntSupplier getter,
        IntConsumer setter,
        Supplier<@Nullable String> layer,
        @Nullable String version,
        BooleanSupplier awake)
        implements ThreadControl {

    static final String TBB = "tbb";

    @Override
    public Reach reach() {
        return Reach.PROCESS;
    }

    @Override
    public @Nullable Integer threads() {
        return awake.getAsBoolean() ? Integer.valueOf(Math.max(1, getter.getAsInt())) : null;
    }

    /** TBB may have been plugged in. */
    @Override
    public boolean settable() {
        if (!awake.getAsBoolean()) {
            return false;
        }
        String now = threadingLayer();
        return now == null || !now.contains(TBB);
    }

    @Override
    public long limit(int threads) {
        int replaced = getter.getAsInt();
        setter.accept(threads);
        return replaced;
    }

    @Override
    public void restore(long replaced) {
        setter.accept((int) replaced);
    }

    @Override
    public @Nullable String threadingLayer() {
        String told = awake.getAsBoolean() ? layer.get() : null;
        return told == null ? null : told.toLowerCase(Locale.ROOT);
    }

    @Override
    public Map<String, Object> details() {
        return awake.getAsBoolean() ? Map.of() : Readiness.ASLEEP;
    }
}
