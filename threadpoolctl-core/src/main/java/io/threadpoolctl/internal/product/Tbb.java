package io.threadpoolctl.internal.product;

import io.threadpoolctl.UserApi;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import io.threadpoolctl.spi.ThreadControl;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * oneTBB, and the TBB before it. Both have {@code int TBB_runtime_interface_version(void)}, oneTBB also {@code const char*
 * TBB_runtime_version(void)} ({@code oneapi/tbb/version.h}); {@code libtbbmalloc} and {@code libtbbbind} have neither. The
 * former tells its interface alone, such as 11103 of 2020.3.
 */
final class Tbb implements LibraryFamily {

    private static final UserApi USER_API = new UserApi("tbb");

    private final Supplier<ConcurrentMap<Object, Object>> place;

    /** @param place gives what all copies of this code in the JVM share */
    Tbb(Supplier<ConcurrentMap<Object, Object>> place) {
        this.place = place;
    }

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
        String text = version == null ? null : version.asStringSupplier().get();
        TbbControl control = control(library::function, text, null);
        return control != null
                ? control
                : new NotLimitable(
                        null,
                        text,
                        null,
                        null,
                        "this TBB is too old to have tbb::global_control; use tbb::task_scheduler_init in the code that"
                                + " calls it");
    }

    /**
     * The hold on the TBB that somebody gets who looks for functions in this way.
     *
     * @param version of who looks
     * @param threadingLayer of who looks, {@code null} for TBB itself
     * @return {@code null} if there is none
     */
    @Nullable
    TbbControl control(
            Function<String, @Nullable NativeFunction> find,
            @Nullable String version,
            @Nullable String threadingLayer) {
        TbbFunctions functions = TbbFunctions.of(find);
        if (functions == null) {
            return null;
        }
        Object shared = place.get()
                .computeIfAbsent(
                        List.of("tbb", functions.identity()), key -> new @Nullable Object[TbbControl.SHARED_SIZE]);
        return new TbbControl(functions, version, threadingLayer, (@Nullable Object[]) shared);
    }
}
