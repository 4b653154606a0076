package io.threadpoolctl.actuate.measured;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads Linux's pressure stall information. */
final class Pressure {

    private static final Pattern SOME = Pattern.compile("^some .*total=(\\d{1,15})$", Pattern.MULTILINE);
    private static final long NANOS_PER_MICRO = 1000;

    private Pressure() {}

    /** How long at least one thread waited, {@code null} if the text does not tell. */
    static @Nullable Long someNanos(@Nullable String text) {
        Matcher matcher = SOME.matcher(text == null ? "" : text);
        return matcher.find() ? Long.parseLong(matcher.group(1)) * NANOS_PER_MICRO : null;
    }
}
