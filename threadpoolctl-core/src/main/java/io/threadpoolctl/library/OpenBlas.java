package io.threadpoolctl.library;

import io.threadpoolctl.binding.LoadedLibrary;
import io.threadpoolctl.binding.NativeFunction;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * OpenBLAS with any of its three threading layers, and with any of the affixes under which its symbols are exported.
 *
 * <p>The layer decides everything: {@code int openblas_get_parallel(void)} gives 0 for serial, 1 for its own threads, 2 for
 * OpenMP ({@code cblas.h}, since 0.2.15).
 */
final class OpenBlas implements LibraryFamily {

    private static final List<String> SYMBOL_PREFIXES = List.of("", "scipy_");
    private static final List<String> SYMBOL_SUFFIXES = List.of("", "64_", "_64");

    @Override
    public UserApi userApi() {
        return UserApi.BLAS;
    }

    @Override
    public String internalApi() {
        return "openblas";
    }

    @Override
    public List<String> prefixes() {
        return List.of("libopenblas", "libscipy_openblas", "openblas", "libblas");
    }

    @Override
    public @Nullable ThreadControl recognise(LoadedLibrary library) {
        for (String prefix : SYMBOL_PREFIXES) {
            for (String suffix : SYMBOL_SUFFIXES) {
                Symbols symbols = new Symbols(library, prefix, suffix);
                NativeFunction getter = symbols.find("openblas_get_num_threads");
                if (getter != null) {
                    return control(symbols, getter);
                }
            }
        }
        return null;
    }

    /** {@code openblas_get_config} is asked for because FlexiBLAS exports OpenBLAS's getter and setter, but not this. */
    private static @Nullable ThreadControl control(Symbols symbols, NativeFunction getter) {
        NativeFunction setter = symbols.find("openblas_set_num_threads");
        NativeFunction config = symbols.find("openblas_get_config");
        if (setter == null || config == null) {
            return null;
        }
        NativeFunction corename = symbols.find("openblas_get_corename");
        NativeFunction parallel = symbols.find("openblas_get_parallel");
        OpenBlasBuild build = new OpenBlasBuild(
                config.asStringSupplier().get(),
                corename == null ? null : corename.asStringSupplier().get(),
                parallel == null ? null : parallel.asIntSupplier().getAsInt());
        IntSupplier threads = getter.asIntSupplier();
        return build.usesOpenMp()
                ? OpenBlasOnOpenMp.of(symbols.library, build, threads)
                : new OpenBlasOnThreads(build, threads, setter.asIntConsumer());
    }

    /** The functions of one library under the affixes it was built with. */
    private record Symbols(LoadedLibrary library, String prefix, String suffix) {

        @Nullable
        NativeFunction find(String name) {
            return library.function(prefix + name + suffix);
        }
    }
}
