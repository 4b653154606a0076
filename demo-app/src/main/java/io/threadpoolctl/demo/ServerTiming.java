package io.threadpoolctl.demo;

import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Supplier;

/** Measures the steps of one request for the {@code Server-Timing} header, which browsers show. */
final class ServerTiming {

    private final StringJoiner steps = new StringJoiner(", ");

    <T> T measure(String step, Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        steps.add(String.format(Locale.ROOT, "%s;dur=%.1f", step, (System.nanoTime() - start) / 1e6));
        return result;
    }

    String header() {
        return steps.toString();
    }
}
