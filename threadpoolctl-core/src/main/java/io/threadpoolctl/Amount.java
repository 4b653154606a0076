package io.threadpoolctl;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much a limit allows: a number of threads, or a part of the processors that is worked out when it is applied.
 *
 * @param kind how the number is found
 * @param threads the number if it is {@link Kind#FIXED}, at least 1; otherwise 0
 */
public record Amount(Kind kind, int threads) {

    /** How the number is found. */
    public enum Kind {
        /** It was given. */
        FIXED,
        /** A fair part of the processors: all of them for one, half each for two. */
        SHARE,
        /** As many as there are processors. */
        AUTO
    }

    static final Amount SHARE = new Amount(Kind.SHARE, 0);
    static final Amount AUTO = new Amount(Kind.AUTO, 0);

    /**
     * Refuses what no library can be set to.
     *
     * @throws IllegalArgumentException if the number is below 1 although it is to be given, or is given although it is not
     */
    public Amount {
        Objects.requireNonNull(kind, "kind");
        if (kind == Kind.FIXED ? threads < 1 : threads != 0) {
            throw new IllegalArgumentException("An amount of " + threads + " threads is not possible for " + kind
                    + ": give 1 or more for FIXED, and 0 for the others, whose number is found out.");
        }
    }

    static Amount of(String key, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("A limit of " + threads + " threads for " + key
                    + " is not possible: a call needs at least the thread that makes it, so give 1 or more.");
        }
        return new Amount(Kind.FIXED, threads);
    }

    /** Whether it is a fair part of the processors. */
    public boolean isShare() {
        return kind == Kind.SHARE;
    }

    /** A number where it is one, otherwise {@code "share"} or {@code "auto"}. */
    public Object asObject() {
        return kind == Kind.FIXED ? (Object) threads : toString();
    }

    // Both are written out: of a record that Java 17 compares by itself, it keeps the class and with it the class
    // loader.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Amount that && that.kind == kind && that.threads == threads;
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + threads;
    }

    @Override
    public String toString() {
        return switch (kind) {
            case SHARE -> "share";
            case AUTO -> "auto";
            case FIXED -> Integer.toString(threads);
        };
    }
}
