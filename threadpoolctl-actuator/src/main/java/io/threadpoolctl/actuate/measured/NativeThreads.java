package io.threadpoolctl.actuate.measured;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells threads of native libraries from those of the JVM, which is asked only when there are some that it is not known of
 * and that have run.
 */
final class NativeThreads {

    /** The JVM stops all threads to list them: 12 to 30 ms for 200 of them, seen on two busy processors. */
    private static final int MOST_THREADS = 500;

    /** A thread that is being born is not listed yet. */
    private static final int ENOUGH = 2;

    private static final String UNLISTED = "JFR ";

    private final SystemFiles files;
    private final Supplier<@Nullable Set<Long>> ofTheJvm;
    private final long first;
    private final Set<Long> known = new HashSet<>();
    private final Map<Long, Integer> timesUnlisted = new HashMap<>();

    /** @param first the thread that has started the JVM, and waits for its end */
    NativeThreads(SystemFiles files, Supplier<@Nullable Set<Long>> ofTheJvm, long first) {
        this.files = files;
        this.ofTheJvm = ofTheJvm;
        this.first = first;
    }

    /**
     * Those threads that are native libraries' own.
     *
     * @param alive all threads and how long they ran; who did not does not matter
     * @return {@code null} if they cannot be told apart
     */
    @Nullable
    Set<Long> among(Map<Long, ThreadTimes> alive) {
        known.retainAll(alive.keySet());
        timesUnlisted.keySet().retainAll(alive.keySet());
        if (alive.size() > MOST_THREADS) {
            return null;
        }
        Set<Long> others = new HashSet<>();
        alive.forEach((thread, times) -> {
            if (times.runNanos() > 0 && !known.contains(thread) && !isUnlisted(thread)) {
                others.add(thread);
            }
        });
        if (others.stream().anyMatch(thread -> timesUnlisted.getOrDefault(thread, 0) < ENOUGH)) {
            Set<Long> listed = ofTheJvm.get();
            if (listed == null) {
                return null;
            }
            known.addAll(listed);
            others.removeAll(listed);
            others.forEach(thread -> timesUnlisted.merge(thread, 1, Integer::sum));
        }
        return others;
    }

    /** The JVM's list lacks the thread that has started it and, in Java 17, that of its Flight Recorder. */
    private boolean isUnlisted(long thread) {
        String name = files.text("/proc/self/task/" + thread + "/comm");
        return thread == first || (name != null && name.startsWith(UNLISTED));
    }
}
