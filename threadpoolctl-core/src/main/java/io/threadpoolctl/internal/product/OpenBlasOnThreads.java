package io.threadpoolctl.internal.product;

import io.threadpoolctl.Reach;
import io.threadpoolctl.spi.ThreadControl;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An OpenBLAS with threads of its own, or none. One value for the whole process; its setter is safe beside running calls.
 *
 * <p>The setter takes 1 to the build's maximum. 0 and less would mean the largest count ever used, so they are never set.
 */
record OpenBlasOnThreads(OpenBlasBuild build, IntSupplier getter, IntConsumer setter) implements ThreadControl {

    @Override
    public Reach reach() {
        return build.reach();
    }

    @Override
    public Integer threads() {
        return getter.getAsInt();
    }

    @Override
    public long limit(int threads) {
        int replaced = getter.getAsInt();
        setter.accept(threads);
        return replaced;
    }

    @Override
    public void restore(long replaced) {
        setter.accept(Math.max(1, (int) replaced));
    }

    @Override
    public @Nullable String version() {
        return build.version();
    }

    @Override
    public @Nullable String threadingLayer() {
        return build.threadingLayer();
    }

    @Override
    public @Nullable String architecture() {
        return build.corename();
    }
}
