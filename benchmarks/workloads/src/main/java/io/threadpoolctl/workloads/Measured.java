package io.threadpoolctl.workloads;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What all rounds of one mode gave.
 *
 * @param windows one for each round
 */
record Measured(List<Window> windows) {

    double callsPerSecond() {
        return median(windows.stream().mapToDouble(Window::callsPerSecond));
    }

    double cpuMillisPerCall() {
        return median(windows.stream().mapToDouble(Window::cpuMillisPerCall));
    }

    /** The longest call, as long as there were fewer than a hundred. */
    double p99Millis() {
        List<Long> sorted = windows.stream()
                .flatMap(window -> window.latencies().stream())
                .sorted()
                .toList();
        return sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1) / 1e6;
    }

    /** Round by round what this mode had, over what the other one had. */
    double[] over(Measured other, ToDoubleFunction<Window> value) {
        return IntStream.range(0, windows.size())
                .mapToDouble(round ->
                        value.applyAsDouble(windows.get(round)) / value.applyAsDouble(other.windows.get(round)))
                .toArray();
    }

    static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
