package io.threadpoolctl.library;

import io.threadpoolctl.binding.NativeFunction;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;

/**
 * The thread count of one OpenMP runtime: {@code int omp_get_max_threads(void)} and {@code void omp_set_num_threads(int)}
 * of {@code omp.h}. It belongs to the calling thread; a thread that never set it has the runtime's default.
 */
final class OpenMpRuntime {

    private final long address;
    private final IntSupplier getter;
    private final IntConsumer setter;

    OpenMpRuntime(NativeFunction omp_get_max_threads, NativeFunction omp_set_num_threads) {
        this.address = omp_set_num_threads.address();
        this.getter = omp_get_max_threads.asIntSupplier();
        this.setter = omp_set_num_threads.asIntConsumer();
    }

    int threads() {
        return getter.getAsInt();
    }

    long limit(int threads) {
        int replaced = getter.getAsInt();
        setter.accept(threads);
        return replaced;
    }

    void restore(long replaced) {
        setter.accept((int) replaced);
    }

    /** Two views of one runtime are equal: they have the same setter. */
    @Override
    public boolean equals(Object other) {
        return other instanceof OpenMpRuntime that && that.address == address;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(address);
    }
}
