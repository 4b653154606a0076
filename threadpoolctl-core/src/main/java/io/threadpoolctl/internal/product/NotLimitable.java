package io.threadpoolctl.internal.product;

import io.threadpoolctl.Reach;
import io.threadpoolctl.spi.ThreadControl;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A library that is seen and reported, and can never be limited.
 *
 * @param getter tells how many threads it uses, {@code null} if nothing does
 */
record NotLimitable(
        @Nullable IntSupplier getter,
        @Nullable String version,
        @Nullable String threadingLayer,
        @Nullable String architecture,
        String obstacle)
        implements ThreadControl {

    @Override
    public Reach reach() {
        return Reach.UNKNOWN;
    }

    @Override
    public @Nullable Integer threads() {
        return getter == null ? null : Integer.valueOf(Math.max(1, getter.getAsInt()));
    }

    @Override
    public boolean settable() {
        return false;
    }

    @Override
    public long limit(int threads) {
        throw new UnsupportedOperationException(obstacle);
    }

    @Override
    public void restore(long replaced) {}
}
