package io.threadpoolctl.actuate.measured;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the system told at one moment.
 *
 * @param at by the clock that intervals are measured with
 * @param threads the times of those that are alive, since they were born
 * @param throttled how long the quota has stopped threads
 * @param pressure how long some thread of the machine has waited for a processor
 * @param groupPressure the same of the control group
 */
record Reading(
        long at,
        Map<Long, ThreadTimes> threads,
        @Nullable Long throttled,
        @Nullable Long pressure,
        @Nullable Long groupPressure) {

    static Reading take(long now, SystemFiles files) {
        CpuGroup group = new CpuGroup(files);
        return new Reading(
                now,
                ThreadTimes.ofThreads(files),
                group.throttledNanos(),
                Pressure.someNanos(files.text("/proc/pressure/cpu")),
                group.pressureNanos());
    }

    /** What was added to each thread that is alive. */
    Map<Long, ThreadTimes> since(@Nullable Reading before) {
        return threads.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        each -> each.getValue().since(before == null ? null : before.threads.get(each.getKey()))));
    }

    static ThreadTimes sum(Map<Long, ThreadTimes> times) {
        return times.values().stream().reduce(ThreadTimes.NONE, ThreadTimes::plus);
    }

    /** How long some of the threads ran. */
    static @Nullable Long runNanos(Map<Long, ThreadTimes> times, @Nullable Set<Long> some) {
        return some == null
                ? null
                : times.entrySet().stream()
                        .filter(each -> some.contains(each.getKey()))
                        .mapToLong(each -> each.getValue().runNanos())
                        .sum();
    }
}
