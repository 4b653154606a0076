package io.threadpoolctl.spark;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.spark.network.util.JavaUtils;
import org.jspecify.annotations.Nullable;

/** How often is looked for libraries that a task has loaded, as people write it. */
final class WatchText {

    static final Duration USUAL = Duration.ofMillis(250);

    private static final String NEVER = "off";

    private WatchText() {}

    /**
     * Reads a time as Spark writes them.
     *
     * @return {@code null} for never
     * @throws IllegalArgumentException if it is not possible
     */
    static @Nullable Duration read(String key, String text) {
        if (text.trim().equals(NEVER)) {
            return null;
        }
        try {
            long millis = JavaUtils.timeStringAs(text, TimeUnit.MILLISECONDS);
            if (millis >= 1) {
                return Duration.ofMillis(millis);
            }
        } catch (IllegalArgumentException saidBelow) {
            // falls through
        }
        throw new IllegalArgumentException(key + " is \"" + text
                + "\", which is not possible. Give a time of a millisecond or more, such as 250ms, or off.");
    }
}
