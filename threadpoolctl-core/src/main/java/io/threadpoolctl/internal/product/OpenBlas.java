package io.threadpoolctl.internal.product;

import io.threadpoolctl.UserApi;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import io.threadpoolctl.spi.ThreadControl;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
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
                return control(library, affixes, getter);
            }
        }
        return null;
    }

    /** Whether what somebody gets who looks for functions in this way is an OpenBLAS on OpenMP. */
    static boolean isOnOpenMp(Function<String, @Nullable NativeFunction> find) {
        return AFFIXES.stream().anyMatch(affixes -> {
            OpenBlasBuild build = find.apply(affixes.getter) == null ? null : build(affixes, find);
            return build != null && build.usesOpenMp();
        });
    }

    private @Nullable ThreadControl control(LoadedLibrary library, Affixes affixes, NativeFunction getter) {
        String setter = affixes.around("openblas_set_num_threads");
        OpenBlasBuild build = library.exports(setter) ? build(affixes, library::function) : null;
        if (build == null) {
            return null;
        }
        IntSupplier threads = getter.asIntSupplier();
        if (build.usesOpenMp()) {
            return OpenBlasOnOpenMp.of(library, build, threads, runtimes);
        }
        NativeFunction set = Objects.requireNonNull(library.function(setter), setter);
        return new OpenBlasOnThreads(build, threads, set.asIntConsumer());
    }

    /** {@code openblas_get_config} is asked for because FlexiBLAS exports OpenBLAS's getter and setter, but not this. */
    private static @Nullable OpenBlasBuild build(Affixes affixes, Function<String, @Nullable NativeFunction> find) {
        NativeFunction config = find.apply(affixes.around("openblas_get_config"));
        if (config == null) {
            return null;
        }
        NativeFunction corename = find.apply(affixes.around("openblas_get_corename"));
        NativeFunction parallel = find.apply(affixes.around("openblas_get_parallel"));
        return new OpenBlasBuild(
                config.asStringSupplier().get(),
                corename == null ? null : corename.asStringSupplier().get(),
                parallel == null ? null : parallel.asIntSupplier().getAsInt());
    }

    /** What stands around the names of a build's functions, and its getter, by which builds are told apart. */
    private record Affixes(String prefix, String suffix, String getter) {

        Affixes(String prefix, String suffix) {
            this(prefix, suffix, prefix + "openblas_get_num_threads" + suffix);
        }

        String around(String name) {
            return prefix + name + suffix;
        }
    }
}
