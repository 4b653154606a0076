package io.threadpoolctl.workloads;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.Threadpools;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A row of the table, in Markdown. */
final class Row {

    static final String HEAD = """
            | workload | pool | calls a second: unlimited | limited | share | limited / unlimited \
            | CPU a call, ms: unlimited | limited | share | p99, ms: unlimited | limited | share | limited, against unlimited |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|""";

    /** Less is taken for noise. */
    private static final double CLEAR = 1.05;

    private Row() {}

    static String of(String name, Pool pool, Map<Mode, Measured> measured) {
        Measured unlimited = Objects.requireNonNull(measured.get(Mode.UNLIMITED));
        Measured limited = Objects.requireNonNull(measured.get(Mode.LIMITED));
        double[] calls = limited.over(unlimited, Window::callsPerSecond);
        double[] cpu = limited.over(unlimited, Window::cpuMillisPerCall);
        return Stream.of(
                        Stream.of(name, pool + pools()),
                        cells(measured, Measured::callsPerSecond),
                        Stream.of(number(Measured.median(DoubleStream.of(calls)))),
                        cells(measured, Measured::cpuMillisPerCall),
                        cells(measured, Measured::p99Millis),
                        Stream.of(verdict(calls, "calls") + ", " + verdict(cpu, "CPU")))
                .flatMap(cells -> cells)
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    static String ofFailure(String name, Pool pool, Throwable failure) {
        return "| " + name + " | " + pool + " | failed: " + failure + " | | | | | | | | | | |";
    }

    private static Stream<String> cells(Map<Mode, Measured> measured, ToDoubleFunction<Measured> value) {
        return Stream.of(Mode.values()).map(mode -> cell(measured.get(mode), value));
    }

    private static String cell(@Nullable Measured measured, ToDoubleFunction<Measured> value) {
        return measured == null ? "-" : number(value.applyAsDouble(measured));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }

    /** A difference is told only if every round had it. */
    private static String verdict(double[] ratios, String what) {
        if (Arrays.stream(ratios).allMatch(ratio -> ratio > CLEAR)) {
            return "more " + what;
        }
        if (Arrays.stream(ratios).allMatch(ratio -> ratio < 1 / CLEAR)) {
            return (what.equals("calls") ? "fewer " : "less ") + what;
        }
        return "no clear difference in " + what;
    }

    /** What the libraries say of their pools, on a thread without limit. */
    private static String pools() {
        return Threadpools.ofProcess().info().stream()
                .map(Row::pool)
                .distinct()
                .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String pool(LibraryInfo library) {
        return library.numThreads() == null ? library.prefix() : library.prefix() + " " + library.numThreads();
    }
}
