package io.threadpoolctl.actuate;

import java.util.Map;

/**
 * What the application is configured to do, to each key a number, "auto" or "share".
 *
 * @param byProperties whether there are properties to configure it with: the starter's
 * @param defaults what an annotation without attributes means
 * @param process what libraries have outside every scope
 * @param profiles limits by name
 */
record Configured(
        boolean byProperties,
        Map<String, Object> defaults,
        Map<String, Object> process,
        Map<String, Map<String, Object>> profiles) {

    /** Without the starter there is nothing. */
    static final Configured NOTHING = new Configured(false, Map.of(), Map.of(), Map.of());
}
