package io.threadpoolctl.spring;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code threadpoolctl.process.idle-threads}, which stands among limits by name and is none. */
final class IdleThreads {

    static final String KEY = "idle-threads";

    private static final String SLEEP = "sleep";

    private IdleThreads() {}

    /** However it is spelt: an environment variable has {@code idlethreads}. */
    static boolean isKey(String key) {
        return letters(key).equals(letters(KEY));
    }

    static boolean sleep(ThreadpoolctlProperties properties) {
        return SLEEP.equals(text(properties.process()));
    }

    /** @throws InvalidLimitException if it is neither absent nor the one word that is possible */
    static void check(ThreadpoolctlProperties properties) {
        String text = text(properties.process());
        if (text != null && !text.equals(SLEEP)) {
            String property = ThreadpoolctlProperties.PREFIX + ".process." + KEY;
            throw new InvalidLimitException(
                    "The value \"" + text + "\" of " + property + " is not possible.",
                    "Give \"" + SLEEP + "\", or leave it away to have threads wait as their libraries do.",
                    property);
        }
    }

    private static @Nullable String text(Map<String, String> process) {
        return process.entrySet().stream()
                .filter(entry -> isKey(entry.getKey()))
                .map(entry -> entry.getValue().trim().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse(null);
    }

    private static String letters(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }
}
