package io.threadpoolctl;

import java.util.Locale;
import java.util.Objects;

/**
 * What a user names when limiting: a kind of native code, whichever product serves it.
 *
 * @param name lower-case letters, digits, {@code _} and {@code -}, such as {@code blas}
 */
public record UserApi(String name) {

    /** Linear algebra: OpenBLAS, MKL, BLIS and their like. */
    public static final UserApi BLAS = new UserApi("blas");

    /** Parallel regions of the OpenMP runtimes: libgomp, libomp, libiomp. */
    public static final UserApi OPENMP = new UserApi("openmp");

    /** @throws IllegalArgumentException if the name is empty or has other characters */
    public UserApi {
        Objects.requireNonNull(name, "name");
        if (!name.matches("[a-z0-9_-]+")) {
            throw new IllegalArgumentException("The user API \"" + name
                    + "\" is not a name: use lower-case letters, digits, _ and - only, such as \""
                    + suggestion(name) + "\".");
        }
    }

    private static String suggestion(String name) {
        String cleaned = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "");
        return cleaned.isEmpty() ? "blas" : cleaned;
    }

    @Override
    public String toString() {
        return name;
    }
}
