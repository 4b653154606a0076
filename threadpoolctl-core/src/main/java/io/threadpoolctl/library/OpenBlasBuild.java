package io.threadpoolctl.library;

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

    boolean usesOpenMp() {
        return parallel != null && parallel == OPENMP;
    }

    /** The second word of the config, where it begins with the product's name (0.3.4 and later). */
    @Nullable
    String version() {
        String[] words = config == null ? new String[0] : config.split(" ", 3);
        return words.length > 1 && words[0].equals("OpenBLAS") ? words[1] : null;
    }

    @Nullable
    String threadingLayer() {
        if (parallel == null) {
            return null;
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
