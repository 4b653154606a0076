package io.threadpoolctl;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

    // Both are written out: of a record that Java 17 compares by itself, it keeps the class and with it the class
    // loader.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UserApi that && that.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
