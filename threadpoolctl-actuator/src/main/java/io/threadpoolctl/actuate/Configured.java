package io.threadpoolctl.actuate;

import java.util.Map;

/**
 * What the application is configured to do, to each key a number, "auto" or "share".
 *
 * @param defaults what an annotation without attributes means
 * @param process what libraries have outside every scope
 * @param profiles limits by name
 */
record Configured(
        Map<String, Object> defaults, Map<String, Object> process, Map<String, Map<String, Object>> profiles) {

    /** Without the starter there is nothing. */
    static final Configured NOTHING = new Configured(Map.of(), Map.of(), Map.of());
}
