package io.threadpoolctl.internal.product;

import io.threadpoolctl.spi.NativeFunction;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A thread count of which each thread may have one of its own, with a setter that returns what it replaced: MKL's and
 * NVPL's. 0 is "none of its own", and goes back as 0, so that the thread sees later changes of the common count.
 */
record LocalCount(IntSupplier getter, IntUnaryOperator setter, IntConsumer restorer) {

    LocalCount(NativeFunction getMaxThreads, NativeFunction setNumThreadsLocal) {
        this(
                getMaxThreads.asIntSupplier(),
                setNumThreadsLocal.asIntUnaryOperator(),
                setNumThreadsLocal.asIntConsumer());
    }

    int threads() {
        return Math.max(1, getter.getAsInt());
    }

    long limit(int threads) {
        return setter.applyAsInt(threads);
    }

    void restore(long replaced) {
        restorer.accept((int) replaced);
    }

    /** For a thread without a count of its own, the common one; {@code null} if that cannot be found out. */
    @Nullable
    Integer threadsOf(long replaced) {
        return replaced >= 1 ? Integer.valueOf((int) replaced) : FreshThread.read(this::threads);
    }
}
