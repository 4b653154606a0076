package io.threadpoolctl.internal.product;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What the name of a FlexiBLAS backend tells. FlexiBLAS does not say which library a backend is; its name does, such as
 * {@code OPENBLAS-PTHREAD}, {@code BLIS} or the path of the library.
 */
record BackendName(String name) {

    private static final Map<String, String> PRODUCTS = Map.of(
            "OPENBLAS", "openblas",
            "BLIS", "blis",
            "AOCL", "blis",
            "MKL", "mkl",
            "ONEAPI", "mkl",
            "NVPL", "nvpl_blas",
            "ARMPL", "armpl",
            "ACCELERATE", "accelerate");

    static boolean isPath(String name) {
        return name.indexOf('/') >= 0 || name.indexOf('\\') >= 0;
    }

    /** Those of the libraries that may be this backend; more than one if the name does not tell them apart. */
    List<PooledLibrary> among(List<PooledLibrary> libraries) {
        if (isPath(name)) {
            String path = realPath();
            List<PooledLibrary> itself = which(
                    libraries,
                    library -> library.filepath().equals(path)
                            || library.filepath().equals(name));
            if (!itself.isEmpty()) {
                return itself;
            }
        }
        List<PooledLibrary> ofProduct = which(libraries, library -> tells(library.internalApi()));
        String layer = layer();
        List<PooledLibrary> ofLayer =
                which(ofProduct, library -> layer.equals(library.control().threadingLayer()));
        return ofLayer.isEmpty() ? ofProduct : ofLayer;
    }

    /**
     * Whether FlexiBLAS's own setter may be used for this backend. It passes on to the backend's, which in an OpenBLAS with
     * OpenMP threads must never be called; so anything that may be one is left alone.
     */
    boolean allowsSetter(List<PooledLibrary> libraries) {
        if (tells("openblas")) {
            return layer().equals("pthreads") || layer().equals("disabled");
        }
        return !isPath(name)
                || libraries.stream()
                        .noneMatch(library -> library.internalApi().equals("openblas")
                                && "openmp".equals(library.control().threadingLayer()));
    }

    private boolean tells(String internalApi) {
        String text = text();
        return PRODUCTS.entrySet().stream()
                .anyMatch(product -> product.getValue().equals(internalApi) && text.contains(product.getKey()));
    }

    private String layer() {
        String text = text();
        if (text.contains("OPENMP") || text.contains("OMP")) {
            return "openmp";
        }
        if (text.contains("THREAD")) {
            return "pthreads";
        }
        return text.contains("SERIAL") ? "disabled" : "";
    }

    private String text() {
        return (isPath(name) ? name + " " + realPath() : name).toUpperCase(Locale.ROOT);
    }

    private String realPath() {
        try {
            return Path.of(name).toRealPath().toString();
        } catch (IOException | InvalidPathException gone) {
            return name;
        }
    }

    private static List<PooledLibrary> which(List<PooledLibrary> libraries, Predicate<PooledLibrary> condition) {
        return libraries.stream().filter(condition).toList();
    }
}
