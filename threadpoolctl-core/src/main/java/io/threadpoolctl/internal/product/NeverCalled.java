package io.threadpoolctl.internal.product;

import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Native functions that are never called, by whomever, and why. This is the only place in which they are named: a family
 * that looks for one is refused, and its library is left alone.
 */
final class NeverCalled {

    private static final String PAUSE = "paused hard, an OpenMP runtime loses what has been set";
    private static final String TORCH =
            "PyTorch sets MKL's count for the whole process by it, and what threads get that have not used it yet";

    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("LGBM_SetMaxThreads", "beside a running call LightGBM crashes (4.3)"),
            Map.entry("blas_thread_shutdown_", "beside running calls OpenBLAS blocks for good"),
            Map.entry("_ZN2at15set_num_threadsEi", TORCH),
            Map.entry("?set_num_threads@at@@YAXH@Z", TORCH),
            Map.entry("omp_pause_resource", PAUSE),
            Map.entry("omp_pause_resource_", PAUSE),
            Map.entry("omp_pause_resource_all", PAUSE),
            Map.entry("omp_pause_resource_all_", PAUSE),
            Map.entry("__kmpc_pause_resource", PAUSE));

    /** OpenBLAS's own setters under all names: with threads of its own they are safe, with OpenMP's they are not. */
    private static final Pattern OPENBLAS_SETTER =
            Pattern.compile("(scipy_)?(openblas|goto)_set_num_threads(_local)?_?(64_|_64)?");

    private static final String OPENBLAS_ON_OPENMP =
            "beside a running call, OpenBLAS on OpenMP threads gives wrong numbers or blocks for good (0.3.21, 0.3.28)";

    private static final Set<String> OPENCV_SETTERS = Set.of("_ZN2cv13setNumThreadsEi", "?setNumThreads@cv@@YAXH@Z");

    private static final String OPENCV_ON_TBB =
            "beside a running call, OpenCV on TBB crashes (4.6); oneTBB is limited instead";

    private NeverCalled() {}

    /** The names that are refused in every library. */
    static Set<String> names() {
        return REASONS.keySet();
    }

    /** The same library, without these functions. */
    static LoadedLibrary without(LoadedLibrary library) {
        return new Guarded(library);
    }

    private static @Nullable NativeFunction checked(
            String symbol, LoadedLibrary library, Function<String, @Nullable NativeFunction> find) {
        NativeFunction function = find.apply(symbol);
        String reason = function == null ? null : reason(symbol, library, find);
        if (reason != null) {
            throw new UnsupportedOperationException(symbol + " is never to be called: " + reason);
        }
        return function;
    }

    private static @Nullable String reason(
            String symbol, LoadedLibrary library, Function<String, @Nullable NativeFunction> find) {
        if (OPENBLAS_SETTER.matcher(symbol).matches()) {
            return OpenBlas.isOnOpenMp(find) ? OPENBLAS_ON_OPENMP : null;
        }
        if (OPENCV_SETTERS.contains(symbol)) {
            return OpenCv.isOnTbb(library) ? OPENCV_ON_TBB : null;
        }
        return REASONS.get(symbol);
    }

    private record Guarded(LoadedLibrary library) implements LoadedLibrary {

        @Override
        public String path() {
            return library.path();
        }

        @Override
        public String loadedAs() {
            return library.loadedAs();
        }

        @Override
        public @Nullable NativeFunction function(String symbol) {
            return checked(symbol, library, library::function);
        }

        @Override
        public @Nullable NativeFunction reachableFunction(String symbol) {
            return checked(symbol, library, library::reachableFunction);
        }

        @Override
        public boolean exports(String symbol) {
            return library.exports(symbol);
        }

        @Override
        public String fileName() {
            return library.fileName();
        }

        @Override
        public Object identity() {
            return library.identity();
        }

        @Override
        public String toString() {
            return library.toString();
        }
    }
}
