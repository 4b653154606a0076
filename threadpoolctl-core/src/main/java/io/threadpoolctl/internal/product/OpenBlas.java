package io.threadpoolctl.internal.product;

import io.threadpoolctl.UserApi;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import io.threadpoolctl.spi.ThreadControl;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * OpenBLAS with any of its three threading layers, and with any of the affixes under which its symbols are exported.
 *
 * <p>The layer decides everything: {@code int openblas_get_parallel(void)} gives 0 for serial, 1 for its own threads, 2 for
 * OpenMP ({@code cblas.h}, since 0.2.15).
 */
final class OpenBlas implements LibraryFamily {

    private static final List<Affixes> AFFIXES = Stream.of("", "scipy_")
            .flatMap(prefix -> Stream.of("", "64_", "_64").map(suffix -> new Affixes(prefix, suffix)))
            .toList();

    private final KmpRuntimes runtimes;

    OpenBlas(KmpRuntimes runtimes) {
        this.runtimes = runtimes;
    }

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
        for (Affixes affixes : AFFIXES) {
            NativeFunction getter = library.function(affixes.getter);
            if (getter != null) {
                return control(new Symbols(library, affixes), getter);
            }
        }
        return null;
    }

    /** {@code openblas_get_config} is asked for because FlexiBLAS exports OpenBLAS's getter and setter, but not this. */
    private @Nullable ThreadControl control(Symbols symbols, NativeFunction getter) {
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
                ? OpenBlasOnOpenMp.of(symbols.library, build, threads, runtimes)
                : new OpenBlasOnThreads(build, threads, setter.asIntConsumer());
    }

    /** What stands around the names of a build's functions, and its getter, by which builds are told apart. */
    private record Affixes(String prefix, String suffix, String getter) {

        Affixes(String prefix, String suffix) {
            this(prefix, suffix, prefix + "openblas_get_num_threads" + suffix);
        }
    }

    /** The functions of one library under the affixes it was built with. */
    private record Symbols(LoadedLibrary library, Affixes affixes) {

        @Nullable
        NativeFunction find(String name) {
            return library.function(affixes.prefix + name + affixes.suffix);
        }
    }
}
