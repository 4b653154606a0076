package io.threadpoolctl.internal.product;

import io.threadpoolctl.Reach;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import io.threadpoolctl.spi.ThreadControl;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Apple's Accelerate from macOS 15 on: {@code int BLASSetThreading(BLAS_THREADING)} and {@code BLAS_THREADING
 * BLASGetThreading(void)} of {@code vecLib/thread_api.h}. A thread has one thread or as many as Accelerate likes, nothing
 * between. Older versions can only be limited by {@code VECLIB_MAXIMUM_THREADS} before they load. Written to the
 * documentation, tried against a stub.
 */
final class Accelerate implements LibraryFamily {

    private static final int MANY = 0;
    private static final int ONE = 1;

    @Override
    public UserApi userApi() {
        return UserApi.BLAS;
    }

    @Override
    public String internalApi() {
        return "accelerate";
    }

    @Override
    public List<String> prefixes() {
        return List.of("accelerate", "libblas");
    }

    @Override
    public @Nullable ThreadControl recognise(LoadedLibrary library) {
        NativeFunction getter = library.function("BLASGetThreading");
        NativeFunction setter = getter == null ? null : library.function("BLASSetThreading");
        return getter == null || setter == null ? null : new Control(getter.asIntSupplier(), setter.asIntConsumer());
    }

    /** "Many" is taken for the processors, the most that could be of use. */
    private record Control(IntSupplier getter, IntConsumer setter) implements ThreadControl {

        @Override
        public Reach reach() {
            return Reach.THREAD;
        }

        @Override
        public Integer threads() {
            return threadsOf(getter.getAsInt());
        }

        @Override
        public long limit(int threads) {
            int replaced = getter.getAsInt();
            setter.accept(threads < many() ? ONE : MANY);
            return replaced;
        }

        @Override
        public void restore(long replaced) {
            setter.accept((int) replaced);
        }

        @Override
        public Integer threadsOf(long replaced) {
            return replaced == ONE ? 1 : many();
        }

        @Override
        public int admissible(int threads) {
            return threads < many() ? 1 : threads;
        }

        @Override
        public String restriction() {
            return "Accelerate knows one thread or as many as it likes";
        }

        private static int many() {
            return Runtime.getRuntime().availableProcessors();
        }
    }
}
