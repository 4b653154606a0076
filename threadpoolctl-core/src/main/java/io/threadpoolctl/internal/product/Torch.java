package io.threadpoolctl.internal.product;

import io.threadpoolctl.spi.FirstLimitHook;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch ({@code libtorch_cpu}), which is no pool itself: it computes with OpenMP and MKL, which are limited, and sets
 * both counts of a thread at its first operation on it. {@code int at::get_num_threads()} is such an operation (2.7.1).
 */
final class Torch {

    private static final String GET_NUM_THREADS = "_ZN2at15get_num_threadsEv";
    private static final String GET_NUM_THREADS_ON_WINDOWS = "?get_num_threads@at@@YAHXZ";

    private Torch() {}

    /** What brings it to do so; {@code null} if the library is not PyTorch's. */
    static @Nullable FirstLimitHook hook(LoadedLibrary library) {
        NativeFunction getter = Stream.of(GET_NUM_THREADS, GET_NUM_THREADS_ON_WINDOWS)
                .filter(library::exports)
                .findFirst()
                .map(library::function)
                .orElse(null);
        if (getter == null) {
            return null;
        }
        IntSupplier threads = getter.asIntSupplier();
        return () -> {
            int unused = threads.getAsInt();
        };
    }
}
