package io.threadpoolctl.actuate;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The caps in an answer of the endpoint, by name. */
final class ShownCaps {

    private ShownCaps() {}

    static Map<String, Object> in(Map<String, ?> answer) {
        Map<String, Object> numbers = new TreeMap<>();
        for (Object each : (List<?>) Objects.requireNonNull(answer.get("caps"))) {
            Map<?, ?> cap = (Map<?, ?>) each;
            numbers.put(String.valueOf(cap.get("name")), Objects.requireNonNull(cap.get("numThreads")));
        }
        return numbers;
    }
}
