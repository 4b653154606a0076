package io.threadpoolctl.cli;

import io.threadpoolctl.NativeCaller;
import io.threadpoolctl.NativeCallers;
import io.threadpoolctl.Threadpools;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Callers of native code as they are told to the tool. */
final class SampledCallers {

    private SampledCallers() {}

    static Map<String, @Nullable Object> of(Threadpools pools, Duration duration) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        try {
            NativeCallers sampled = pools.sampleCallers(duration);
            answer.put("seconds", sampled.duration().toSeconds());
            answer.put("samples", sampled.samples());
            List<Map<String, @Nullable Object>> callers = new ArrayList<>();
            sampled.callers().forEach(caller -> callers.add(entry(caller)));
            answer.put("callers", callers);
            answer.put("remedy", sampled.remedy());
        } catch (IllegalStateException e) {
            answer.put(Visit.PROBLEM, e.getMessage());
        }
        return answer;
    }

    private static Map<String, @Nullable Object> entry(NativeCaller caller) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("method", caller.method());
        entry.put("binding", caller.binding());
        entry.put("samples", caller.samples());
        entry.put("threads_at_once", caller.threadsAtOnce());
        entry.put("limited_samples", caller.limitedSamples());
        entry.put("stack", caller.stack());
        entry.put("remedy", caller.remedy());
        return entry;
    }
}
