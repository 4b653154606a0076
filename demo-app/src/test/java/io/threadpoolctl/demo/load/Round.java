package io.threadpoolctl.demo.load;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What one round came to; without an answer the rate is 0 and the latency infinite. */
record Round(double rate, double latency) {

    static Round of(Collection<Double> latencies, double seconds) {
        double[] sorted =
                latencies.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double median = sorted.length == 0 ? Double.POSITIVE_INFINITY : sorted[sorted.length / 2];
        return new Round(sorted.length / seconds, median);
    }

    static Round median(List<Round> rounds) {
        double[] rates = rounds.stream().mapToDouble(Round::rate).sorted().toArray();
        double[] latencies =
                rounds.stream().mapToDouble(Round::latency).sorted().toArray();
        return new Round(rates[rates.length / 2], latencies[latencies.length / 2]);
    }

    String cell() {
        return rate == 0
                ? "none answered"
                : String.format(Locale.ROOT, rate < 10 ? "%.2f (%,.0f ms)" : "%.1f (%,.0f ms)", rate, latency * 1e3);
    }
}
