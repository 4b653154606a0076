package io.threadpoolctl.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs all benchmarks and prints a table: what was measured, what it is allowed, and whether that was kept.
 *
 * <p>The best of several short iterations counts, since neighbours on the same processors make the others longer. Of many
 * threads it is what they make together: the mean of their times would be that of those which hardly got a turn.
 */
public final class Report {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** Whether native code is called by java.lang.foreign, and not by JNA. */
    private static final boolean FOREIGN =
            Runtime.version().feature() >= 22 && !"jna".equals(System.getProperty("threadpoolctl.binding"));

    /** Beside 64 threads that are never at rest Java's compilers get so little time that they need eight seconds and more. */
    private static final String WHO_COMPILES_IS_WAITED_FOR = "-XX:-BackgroundCompilation";

    // What is allowed, in nanoseconds.
    private static final int STEADY = FOREIGN ? 30 : 45;
    private static final int OF_A_THREAD = FOREIGN ? 40 : 80;

    private final Map<String, Double> nanos = new TreeMap<>();
    private final Map<String, Double> bytes = new TreeMap<>();

    private final List<Integer> counts;

    private Report(List<Integer> counts) {
        this.counts = counts;
    }

    /** @param arguments the numbers of threads; the first must be 1 */
    public static void main(String[] arguments) throws RunnerException {
        Report report = new Report(Stream.of(arguments).map(Integer::valueOf).toList());
        for (int threads : report.counts) {
            report.measure(threads, "ScopeBenchmark.(saveSetRestore|call|limit)|OwnSlotBenchmark");
        }
        report.measure(1, "pinned|DiscoveryBenchmark|AnnotatedCallBenchmark|MapBenchmark|MatrixBenchmark");
        if (VirtualThreadBenchmark.isPossible()) {
            report.measure(1, "VirtualThreadBenchmark");
        }
        report.print();
    }

    private void measure(int threads, String benchmarks) throws RunnerException {
        boolean alone = threads == 1; // what many do together has to be compiled before, and each has to get its turn
        var options = new OptionsBuilder()
                .include(benchmarks)
                .mode(alone ? Mode.AverageTime : Mode.Throughput)
                .timeUnit(TimeUnit.NANOSECONDS)
                .threads(threads)
                .forks(1)
                .warmupIterations(4)
                .warmupTime(TimeValue.milliseconds(alone ? 250 : 1000))
                .measurementIterations(alone ? 12 : 4)
                .measurementTime(TimeValue.milliseconds(alone ? 50 : 500))
                .addProfiler(GCProfiler.class)
                .jvmArgsAppend("--enable-native-access=ALL-UNNAMED", "-Dlogging.level.root=error")
                .jvmArgsAppend(alone ? "-XX:+BackgroundCompilation" : WHO_COMPILES_IS_WAITED_FOR)
                .build();
        for (RunResult result : new Runner(options).run()) {
            String[] name = result.getParams().getBenchmark().split("\\.", -1);
            String key = name[name.length - 2] + "." + name[name.length - 1] + "@" + threads;
            var measured = result.getPrimaryResult().getStatistics();
            nanos.put(key, alone ? measured.getMin() : threads / measured.getMax());
            Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
            bytes.put(key, allocated == null ? 0 : allocated.getScore());
        }
    }

    private void print() {
        List<String> lines = new ArrayList<>();
        lines.add("Java " + Runtime.version() + ", "
                + System.getProperty("threadpoolctl.binding", "the binding of its choice") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, load "
                + ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        lines.add("");
        lines.add("| what | measured | beside | budget | kept |");
        lines.add("|---|---|---|---|---|");
        for (String way : List.of("call", "limit")) {
            double steady = time("SteadyScopeBenchmark." + way);
            lines.add(row(way + ", value in force", steady, 0, STEADY + " ns", steady <= STEADY));
            long allocated =
                    Math.round(bytes.get("SteadyScopeBenchmark." + way + "@1")); // JMH's own is a fraction of one
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s, value in force: allocated | %d bytes | | one small object (64 bytes) | %s |",
                    way,
                    allocated,
                    Row.yes(allocated <= 64)));
            counts.stream().filter(threads -> threads > 1).forEach(threads -> {
                gain(lines, way + ", another thread holds the value", "SteadyScopeBenchmark." + way, threads);
                gain(lines, way + ", nobody else holds the value", "ProcessScopeBenchmark." + way, threads);
            });
            double floor = time("ProcessScopeBenchmark.saveSetRestore");
            double most = FOREIGN ? 3 * floor + 60 : floor + 150;
            double first = time("ProcessScopeBenchmark." + way);
            lines.add(row(
                    way + ", first in and last out",
                    first,
                    floor,
                    FOREIGN ? "3 x floor + 60 ns" : "floor + 150 ns",
                    first <= most));
            overFloor(
                    lines, way + ", library of the thread", "ThreadScopeBenchmark", way, "saveSetRestore", OF_A_THREAD);
        }
        lines.add(row("into native code and back (the pin)", time("ThreadScopeBenchmark.pinned"), 0, "", null));
        overFloor(
                lines,
                "annotated call, value in force",
                "AnnotatedCallBenchmark",
                "annotatedCall",
                "plainProxiedCall",
                80);
        if (VirtualThreadBenchmark.isPossible()) {
            overFloor(lines, "call on a virtual thread of its own", "VirtualThreadBenchmark", "limited", "bare", 300);
        }
        double asked = time("DiscoveryBenchmark.hasAnythingBeenLoaded");
        double entry = time("SteadyScopeBenchmark.call");
        lines.add(row("\"has anything been loaded?\"", asked, entry, "5 % of an entry", asked <= 0.05 * entry));
        double scan = time("DiscoveryBenchmark.scan");
        lines.add(row("scan, 250 libraries mapped", scan, 0, "2 ms", scan <= 2_000_000));
        double anew = time("DiscoveryBenchmark.scanAnew");
        lines.add(row("scan that examines all 250 anew", anew, 0, "2 ms", anew <= 2_000_000));
        double map = time("MapBenchmark.threadPoolMap");
        double common = time("MapBenchmark.commonPool");
        lines.add(row("map with an empty body, for one item", map, common, "the common pool's", map <= common));
        double limited = time("MatrixBenchmark.threadPool");
        double plain = time("MatrixBenchmark.fixedThreadPool");
        lines.add(row(
                "product of 128x128 by 8 workers, pool of 8",
                limited,
                plain,
                "1/20 of the fixed thread pool's",
                plain >= 20 * limited));
        lines.add("");
        lines.add("| ns for each thread, by number of threads | " + join(counts) + " |");
        lines.add("|---|" + "---|".repeat(counts.size()));
        lines.add(byThreads("OwnSlotBenchmark.inAndOut"));
        for (String benchmark : List.of("SteadyScopeBenchmark", "ProcessScopeBenchmark", "ThreadScopeBenchmark")) {
            for (String method : List.of("saveSetRestore", "call", "limit")) {
                lines.add(byThreads(benchmark + "." + method));
            }
        }
        System.out.println("REPORT");
        lines.forEach(System.out::println);
    }

    /** What threads make together over one, beside what those gain that write nothing but a slot of their own. */
    private void gain(List<String> lines, String what, String benchmark, int threads) {
        double gain = gain(benchmark, threads);
        double possible = gain("OwnSlotBenchmark.inAndOut", threads);
        lines.add(String.format(
                Locale.ROOT,
                "| %s: %d threads together over one | %.2f | %.2f by slots of their own (ratio %.2f) | ratio 0.8 | %s |",
                what,
                threads,
                gain,
                possible,
                gain / possible,
                Row.yes(gain >= 0.8 * possible)));
    }

    private double gain(String benchmark, int threads) {
        return threads * time(benchmark) / nanos.get(benchmark + "@" + threads);
    }

    private String byThreads(String benchmark) {
        return "| " + benchmark + " | "
                + join(counts.stream()
                        .map(threads -> String.format(Locale.ROOT, "%.0f", nanos.get(benchmark + "@" + threads)))
                        .toList())
                + " |";
    }

    private void overFloor(List<String> lines, String what, String benchmark, String way, String floor, int more) {
        double measured = time(benchmark + "." + way);
        double least = time(benchmark + "." + floor);
        lines.add(row(what, measured, least, "floor + " + more + " ns", measured <= least + more));
    }

    private double time(String benchmark) {
        return nanos.get(benchmark + "@1");
    }

    private static String row(String what, double measured, double beside, String budget, @Nullable Boolean kept) {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f ns | %s | %s | %s |",
                what,
                measured,
                beside == 0 ? "" : String.format(Locale.ROOT, "%.1f ns (ratio %.2f)", beside, measured / beside),
                budget,
                kept == null ? "" : Row.yes(kept));
    }

    private static String join(List<?> values) {
        return String.join(" | ", values.stream().map(String::valueOf).toList());
    }
}
