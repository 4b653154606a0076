package io.threadpoolctl.actuate;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the application is configured to do now, to each key a number, "auto" or "share".
 *
 * @param byProperties whether there are properties to configure it with: the starter's
 * @param defaults what an annotation without attributes means
 * @param process what libraries have outside every scope
 * @param profiles limits by name
 * @param refusal why a change of it was refused, {@code null} if none was
 */
record Configured(
        boolean byProperties,
        Map<String, Object> defaults,
        Map<String, Object> process,
        Map<String, Map<String, Object>> profiles,
        @Nullable String refusal) {

    /** Without the starter there is nothing, and nothing counts while it is switched off. */
    static final Configured NOTHING = new Configured(false, Map.of(), Map.of(), Map.of(), null);
}
