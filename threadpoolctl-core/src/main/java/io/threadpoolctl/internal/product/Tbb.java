package io.threadpoolctl.internal.product;

import io.threadpoolctl.UserApi;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import io.threadpoolctl.spi.ThreadControl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * oneTBB, which is reported and not limited: {@code tbb::global_control} is a C++ class, and of C functions there are only
 * {@code int TBB_runtime_interface_version(void)} and {@code const char* TBB_runtime_version(void)} ({@code tbb/version.h},
 * 2021; the older libraries have the first one only).
 */
final class Tbb implements LibraryFamily {

    private static final UserApi USER_API = new UserApi("tbb");

    @Override
    public UserApi userApi() {
        return USER_API;
    }

    @Override
    public String internalApi() {
        return "tbb";
    }

    @Override
    public List<String> prefixes() {
        return List.of("libtbb", "tbb");
    }

    @Override
    public @Nullable ThreadControl recognise(LoadedLibrary library) {
        if (!library.exports("TBB_runtime_interface_version")) {
            return null;
        }
        NativeFunction version = library.function("TBB_runtime_version");
        return new NotLimitable(
                null,
                version == null ? null : version.asStringSupplier().get(),
                null,
                null,
                "TBB has no C function for it; use tbb::global_control in the code that calls it");
    }
}
