package io.threadpoolctl.internal.product;

import io.threadpoolctl.Reach;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import io.threadpoolctl.spi.ThreadControl;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The pool in which Apache Arrow's C++ library computes: {@code int arrow::GetCpuThreadPoolCapacity()} and {@code Status
 * arrow::SetCpuThreadPoolCapacity(int)} of {@code arrow/util/thread_pool.h} (18.3). Its other pool, for input and output, is
 * left alone. Asked for the first time, it fixes the two numbers and starts no thread.
 *
 * <p>A {@code Status} is returned through a pointer that nobody sees in the source: the first argument on x86-64. Other
 * processors pass it in other ways, so there the pool is shown and not limited.
 */
final class ArrowCpu implements LibraryFamily {

    private static final UserApi USER_API = new UserApi("arrow-cpu");

    private final String architecture;

    /** @param architecture as the JVM names it */
    ArrowCpu(String architecture) {
        this.architecture = architecture;
    }

    @Override
    public UserApi userApi() {
        return USER_API;
    }

    @Override
    public String internalApi() {
        return "arrow-cpu";
    }

    @Override
    public List<String> prefixes() {
        return List.of("libarrow", "libarrow_dataset_jni", "arrow");
    }

    @Override
    public @Nullable ThreadControl recognise(LoadedLibrary library) {
        NativeFunction getter = library.function("_ZN5arrow24GetCpuThreadPoolCapacityEv");
        NativeFunction setter = getter == null ? null : library.function("_ZN5arrow24SetCpuThreadPoolCapacityEi");
        if (getter == null || setter == null) {
            return null;
        }
        NativeFunction io = library.function("_ZN5arrow2io23GetIOThreadPoolCapacityEv");
        return isX86(architecture)
                ? new Control(getter.asIntSupplier(), setter, io == null ? null : io.asIntSupplier())
                : new NotLimitable(
                        getter.asIntSupplier(),
                        null,
                        null,
                        null,
                        "how it returns the outcome is known on x86-64 alone; set OMP_NUM_THREADS before it is loaded");
    }

    private static boolean isX86(String architecture) {
        return architecture.equals("amd64") || architecture.equals("x86_64");
    }

    private record Control(
            IntSupplier getter,
            NativeFunction setter,
            @Nullable IntSupplier io) implements ThreadControl {

        @Override
        public Reach reach() {
            return Reach.PROCESS;
        }

        @Override
        public Integer threads() {
            return Math.max(1, getter.getAsInt());
        }

        @Override
        public long limit(int threads) {
            int replaced = getter.getAsInt();
            set(threads);
            return replaced;
        }

        @Override
        public void restore(long replaced) {
            set((int) replaced);
        }

        /** What it says about the outcome is not looked at: the number is read back. */
        private void set(int threads) {
            ByteBuffer status = ByteBuffer.allocateDirect(Long.BYTES);
            setter.call(status, threads);
        }

        @Override
        public Map<String, Object> details() {
            return io == null ? Map.of() : Map.of("io_threads", io.getAsInt());
        }
    }
}
