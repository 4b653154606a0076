package io.threadpoolctl.spi;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What stands around the names of a library's functions. Builds of one product differ in that: {@code scipy_} before them,
 * {@code 64_} behind them, or the marks of a C++ compiler.
 *
 * @param prefix may be empty
 * @param suffix may be empty
 */
public record Affixes(String prefix, String suffix) {

    /** Neither may be {@code null}. */
    public Affixes {
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(suffix, "suffix");
    }

    /**
     * The first of these, in this order, with which a library itself exports a function; each prefix is tried with all
     * suffixes.
     *
     * <p>Take a name for it that means the same with each of them: names that end in {@code _} are often a Fortran form,
     * which takes its arguments by reference.
     *
     * @param name the name without them
     * @param prefixes what may stand before it, empty texts among them
     * @param suffixes what may stand behind it, empty texts among them
     * @return {@code null} if the library exports it with none of them
     */
    public static @Nullable Affixes of(
            LoadedLibrary library, String name, List<String> prefixes, List<String> suffixes) {
        for (String prefix : prefixes) {
            for (String suffix : suffixes) {
                if (library.exports(prefix + name + suffix)) {
                    return new Affixes(prefix, suffix);
                }
            }
        }
        return null;
    }

    /** The name with these around it. */
    public String around(String name) {
        return prefix + name + suffix;
    }

    // Both are written out: of a record that Java 17 compares by itself, it keeps the class and with it the class
    // loader.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Affixes that && that.prefix.equals(prefix) && that.suffix.equals(suffix);
    }

    @Override
    public int hashCode() {
        return 31 * prefix.hashCode() + suffix.hashCode();
    }
}
