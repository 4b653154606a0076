package io.threadpoolctl.spring;

import io.threadpoolctl.Threadpools;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Finds the name that is meant, however it is spelt: binding takes {@code _} and the like out of keys that are not in
 * brackets, and environment variables have {@code libmkl.rt} for {@code libmkl_rt}.
 */
final class PoolNames {

    private final Threadpools pools;

    PoolNames(Threadpools pools) {
        this.pools = pools;
    }

    /** The name as the core knows it; the one given if it is a path or not known. */
    String canonical(String given) {
        List<String> known = Stream.concat(Stream.of(LimitText.EVERY_POOL), pools.names().stream())
                .toList();
        if (known.contains(given) || isPath(given)) {
            return given;
        }
        return find(known, given, PoolNames::small)
                .or(() -> find(known, given, PoolNames::letters))
                .orElse(given);
    }

    /**
     * Checks a name that {@link #canonical} gave.
     *
     * @throws IllegalArgumentException if it is not known
     */
    void check(String name) {
        if (!pools.names().contains(name)) {
            pools.check(LimitText.limits(small(name), 1)); // a name that is near is found among small letters
        }
    }

    private static Optional<String> find(List<String> known, String given, UnaryOperator<String> simplified) {
        String wanted = simplified.apply(given);
        return wanted.isEmpty()
                ? Optional.empty()
                : known.stream()
                        .filter(name -> simplified.apply(name).equals(wanted))
                        .findFirst();
    }

    private static boolean isPath(String name) {
        return name.contains("/") || name.contains("\\");
    }

    private static String small(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String letters(String name) {
        return small(name).replaceAll("[^a-z0-9]", "");
    }
}
