package io.threadpoolctl.internal.product;

import io.threadpoolctl.Reach;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an OpenBLAS says about how it was built.
 *
 * @param config the text of {@code openblas_get_config}, such as {@code OpenBLAS 0.3.21 DYNAMIC_ARCH USE_OPENMP Zen}
 * @param corename the text of {@code openblas_get_corename}
 * @param parallel the number of {@code openblas_get_parallel}
 */
record OpenBlasBuild(
        @Nullable String config,
        @Nullable String corename,
        @Nullable Integer parallel) {

    private static final int SERIAL = 0;
    private static final int OWN_THREADS = 1;
    private static final int OPENMP = 2;

    /** The setter of such a build is dangerous, so where there is no number the config is asked as well. */
    boolean usesOpenMp() {
        return parallel == null ? words().contains("USE_OPENMP") : parallel == OPENMP;
    }

    /** The second word of the config, where it begins with the product's name (0.3.4 and later). */
    @Nullable
    String version() {
        List<String> words = words();
        return words.size() > 1 && words.get(0).equals("OpenBLAS") ? words.get(1) : null;
    }

    private List<String> words() {
        return config == null ? List.of() : List.of(config.trim().split(" +", -1));
    }

    @Nullable
    String threadingLayer() {
        if (parallel == null) {
            return usesOpenMp() ? "openmp" : null;
        }
        return switch (parallel) {
            case SERIAL -> "disabled";
            case OWN_THREADS -> "pthreads";
            case OPENMP -> "openmp";
            default -> null;
        };
    }

    Reach reach() {
        return parallel == null ? Reach.UNKNOWN : Reach.PROCESS;
    }
}
