package io.threadpoolctl.spark;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.ThreadpoolsSnapshot;
import io.threadpoolctl.Warning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an executor tells the driver.
 *
 * @param executor its ID
 * @param summary in a sentence
 * @param warnings what a person should know
 */
record PoolReport(String executor, String summary, List<String> warnings) {

    private static final String EXECUTOR = "executor";
    private static final String SUMMARY = "summary";
    private static final String WARNINGS = "warnings";

    static PoolReport of(String executor, Settings settings, ThreadpoolsSnapshot snapshot) {
        String pools = snapshot.pools().stream().map(PoolReport::text).collect(Collectors.joining("; "));
        String process = settings.process().isNone() ? "" : ", itself to " + settings.process();
        return new PoolReport(
                executor,
                "limits its tasks to " + settings.task() + process + "; processors: " + snapshot.availableProcessors()
                        + "; pools: " + (pools.isEmpty() ? "none so far" : pools),
                snapshot.warnings().stream()
                        // A pool that is wide outside tasks does no harm where every task is limited.
                        .filter(warning -> settings.task().exempts() || warning.kind() != Warning.Kind.OVERSUBSCRIBED)
                        .map(Warning::message)
                        .toList());
    }

    private static String text(PoolState pool) {
        LibraryInfo library = pool.library();
        String about = Stream.of(library.internalApi(), library.version(), library.threadingLayer())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        Integer size = pool.baseline();
        return library.prefix() + " (" + about + ") of " + (size == null ? "unknown size" : size + " threads")
                + (pool.honoured() ? "" : ", which does not follow its limits");
    }

    /** Of classes that every Java has: the driver need not see those of the plugin where it reads messages. */
    Map<String, Object> asMessage() {
        Map<String, Object> message = new HashMap<>();
        message.put(EXECUTOR, executor);
        message.put(SUMMARY, summary);
        message.put(WARNINGS, new ArrayList<>(warnings));
        return message;
    }

    /** What {@link #asMessage} has made. */
    static PoolReport of(Map<?, ?> message) {
        Object warnings = message.get(WARNINGS);
        return new PoolReport(
                String.valueOf(message.get(EXECUTOR)),
                String.valueOf(message.get(SUMMARY)),
                warnings instanceof List<?> list
                        ? list.stream().map(String::valueOf).toList()
                        : List.of());
    }
}
