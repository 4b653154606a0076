package io.threadpoolctl.internal.product;

import io.threadpoolctl.spi.NativeFunction;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread count of one OpenMP runtime: {@code int omp_get_max_threads(void)} and {@code void omp_set_num_threads(int)}
 * of {@code omp.h}. It belongs to the calling thread; a thread that never set it has the runtime's default.
 */
final class OpenMpRuntime {

    /** Of LLVM's and Intel's runtimes alone: {@code void kmp_set_defaults(const char*)} of their {@code omp.h}. */
    private static final String SET_DEFAULTS = "kmp_set_defaults";

    private final long address;
    private final IntSupplier getter;
    private final IntConsumer setter;
    private final @Nullable NativeFunction defaults;
    private final @Nullable KmpRuntime kmp;
    private final Readiness readiness;

    private OpenMpRuntime(
            NativeFunction omp_get_max_threads,
            NativeFunction omp_set_num_threads,
            @Nullable NativeFunction kmp_set_defaults,
            @Nullable KmpRuntime kmp) {
        this.address = omp_set_num_threads.address();
        this.getter = omp_get_max_threads.asIntSupplier();
        this.setter = omp_set_num_threads.asIntConsumer();
        this.defaults = kmp_set_defaults;
        this.kmp = kmp;
        this.readiness = kmp == null ? Readiness.ALWAYS : kmp;
    }

    /**
     * The runtime that somebody gets who looks for OpenMP's functions in this way.
     *
     * @return {@code null} if there is none
     */
    static @Nullable OpenMpRuntime behind(Function<String, @Nullable NativeFunction> find, KmpRuntimes all) {
        NativeFunction getter = find.apply("omp_get_max_threads");
        NativeFunction setter = getter == null ? null : find.apply("omp_set_num_threads");
        if (getter == null || setter == null) {
            return null;
        }
        KmpRuntime kmp = all.behind(find);
        boolean its = kmp != null && all.covers(kmp, getter);
        return new OpenMpRuntime(getter, setter, its ? find.apply(SET_DEFAULTS) : null, its ? kmp : null);
    }

    /** Of LLVM's or Intel's kind, which does not stand a second one beside it; {@code null} if it is of another. */
    @Nullable
    KmpRuntime kmp() {
        return kmp;
    }

    /** Whether it may be called now. */
    Readiness readiness() {
        return readiness;
    }

    /** Of the calling thread; {@code null} if to ask might end the process. */
    @Nullable
    Integer threads() {
        if (!readiness.mayBeCalled()) {
            return null;
        }
        int threads = getter.getAsInt();
        if (kmp != null) {
            kmp.called();
        }
        return threads;
    }

    long limit(int threads) {
        if (!readiness.isReady()) {
            throw new IllegalStateException("This OpenMP runtime has not been used yet and another one is loaded.");
        }
        int replaced = getter.getAsInt();
        setter.accept(threads);
        if (kmp != null) {
            kmp.limited();
        }
        return replaced;
    }

    void restore(long replaced) {
        setter.accept((int) replaced);
    }

    /**
     * Sets what threads get that have not used the runtime yet; the others keep what they have. It would set the calling
     * thread as well, so a new one makes the call.
     *
     * @return whether the runtime has such a value and may be called
     */
    boolean setDefault(int threads) {
        NativeFunction set = defaults;
        return set != null
                && (kmp == null || kmp.forTheFirstTime().mayBeCalled())
                && Boolean.TRUE.equals(FreshThread.read(() -> {
                    set.call("OMP_NUM_THREADS=" + threads);
                    return true;
                }));
    }

    /** Two views of one runtime have one value: they have the same setter. */
    Object cell() {
        return address;
    }
}
