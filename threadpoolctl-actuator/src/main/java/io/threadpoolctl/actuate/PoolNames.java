package io.threadpoolctl.actuate;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** What operators may call pools: user APIs, internal APIs, prefixes, paths, or {@code all} for every pool. */
final class PoolNames {

    /** Stands for every pool. */
    static final String EVERY = "all";

    private final Threadpools pools;

    PoolNames(Threadpools pools) {
        this.pools = pools;
    }

    /** The name as the core knows it, whatever the case of the one given; the one given if it is not known. */
    String canonical(String given) {
        Objects.requireNonNull(given, "name");
        return Stream.concat(Stream.of(EVERY), pools.names().stream())
                .filter(given::equalsIgnoreCase)
                .findFirst()
                .orElse(given);
    }

    /**
     * The name as the core knows it.
     *
     * @throws UnknownPoolException if it is the name of nothing that can be limited
     */
    String known(String given) {
        String name = canonical(given);
        if (!name.equals(EVERY) && !pools.names().contains(name)) {
            try {
                pools.check(Limits.of(given.toLowerCase(Locale.ROOT), 1)); // a near name is found among small letters
            } catch (IllegalArgumentException e) {
                throw new UnknownPoolException(e.getMessage() + " \"" + EVERY + "\" stands for every pool.");
            }
        }
        return name;
    }

    static Limits limits(String name, int numThreads) {
        return name.equals(EVERY) ? Limits.all(numThreads) : Limits.of(name, numThreads);
    }
}
