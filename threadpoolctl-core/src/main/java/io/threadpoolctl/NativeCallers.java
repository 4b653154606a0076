package io.threadpoolctl;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which Java methods were in native code for a while.
 *
 * @param duration for how long it was looked
 * @param samples how often a thread was seen in a library's native code
 * @param callers the methods, those that were seen most often first
 */
public record NativeCallers(Duration duration, long samples, List<NativeCaller> callers) {

    /** Copies the list. */
    public NativeCallers {
        Objects.requireNonNull(duration, "duration");
        callers = List.copyOf(callers);
    }

    /** The annotation to write first, and where; {@code null} if nothing is to be done. */
    public @Nullable String remedy() {
        return callers.stream()
                .map(NativeCaller::remedy)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
