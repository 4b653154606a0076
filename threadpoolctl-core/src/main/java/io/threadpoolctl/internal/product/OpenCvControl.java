package io.threadpoolctl.internal.product;

import io.threadpoolctl.Reach;
import io.threadpoolctl.spi.ThreadControl;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An OpenCV that has a number of its own for the process. Set to 0 it computes on the calling thread alone and says 1, which
 * is the same as 1 is; so what it says is all that has to be put back.
 *
 * @param layer what it makes its threads with, which the application may exchange while it runs
 */
record OpenCvControl(
        IntSupplier getter,
        IntConsumer setter,
        Supplier<@Nullable String> layer,
        @Nullable String version) implements ThreadControl {

    static final String TBB = "tbb";

    @Override
    public Reach reach() {
        return Reach.PROCESS;
    }

    @Override
    public Integer threads() {
        return Math.max(1, getter.getAsInt());
    }

    /** TBB may have been plugged in. */
    @Override
    public boolean settable() {
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
        String told = layer.get();
        return told == null ? null : told.toLowerCase(Locale.ROOT);
    }
}
