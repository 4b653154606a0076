package io.threadpoolctl;

import java.time.Instant;
import java.util.Objects;

/**
 * A cap, or a limit of the process, that holds at present.
 *
 * @param limits what it limits, and at which numbers
 * @param origin who made it
 * @param since when it was made
 */
public record CapInfo(Limits limits, String origin, Instant since) {

    /** Nothing may be {@code null}. */
    public CapInfo {
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(since, "since");
    }
}
