package io.threadpoolctl.internal.product;

import io.threadpoolctl.spi.NativeFunction;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread count of one OpenMP runtime: {@code int omp_get_max_threads(void)} and {@code void omp_set_num_threads(int)}
 * of {@code omp.h}. It belongs to the calling thread; a thread that never set it has the runtime's default.
 */
final class OpenMpRuntime {

    /** Of LLVM's and Intel's runtimes alone: {@code void kmp_set_defaults(const char*)} of their {@code omp.h}. */
    static final String SET_DEFAULTS = "kmp_set_defaults";

    private final long address;
    private final IntSupplier getter;
    private final IntConsumer setter;
    private final @Nullable NativeFunction defaults;

    /** @param kmp_set_defaults {@code null} where the runtime does not have it */
    OpenMpRuntime(
            NativeFunction omp_get_max_threads,
            NativeFunction omp_set_num_threads,
            @Nullable NativeFunction kmp_set_defaults) {
        this.address = omp_set_num_threads.address();
        this.getter = omp_get_max_threads.asIntSupplier();
        this.setter = omp_set_num_threads.asIntConsumer();
        this.defaults = kmp_set_defaults;
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

    /**
     * Sets what threads get that have not used the runtime yet; the others keep what they have. It would set the calling
     * thread as well, so a new one makes the call.
     *
     * @return whether the runtime has such a value
     */
    boolean setDefault(int threads) {
        NativeFunction set = defaults;
        return set != null
                && FreshThread.read(() -> {
                    set.call("OMP_NUM_THREADS=" + threads);
                    return true;
                });
    }

    /** Two views of one runtime have one value: they have the same setter. */
    Object cell() {
        return address;
    }
}
