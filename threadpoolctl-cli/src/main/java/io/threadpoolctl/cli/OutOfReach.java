package io.threadpoolctl.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which threads a cap does not reach: where each thread has a number of its own, only the thread can set it. */
final class OutOfReach {

    private OutOfReach() {}

    /** A sentence for each library whose number belongs to threads, and that is capped. */
    static List<String> in(Map<String, Object> state) {
        Set<String> sentences = new LinkedHashSet<>();
        for (Map<?, ?> pool : Target.maps(state, "pools")) {
            if ("current_thread".equals(pool.get("thread_limit_scope")) && pool.get("cap") instanceof Number cap) {
                sentences.add(about(pool, cap.intValue()));
            }
        }
        return List.copyOf(sentences);
    }

    private static String about(Map<?, ?> pool, int cap) {
        boolean newThreads = pool.get("num_threads") instanceof Number now && now.intValue() <= cap;
        return pool.get("prefix") + " has a number for each thread. "
                + (newThreads
                        ? "Threads that have set or used one before keep it; new ones get at most " + cap + "."
                        : "Only what threadpoolctl's scopes in that JVM set from now on is capped; threads without a scope keep"
                                + " theirs. To reach those, annotate the method that computes, or start the JVM with the variable"
                                + " that the library reads, such as OMP_NUM_THREADS=" + cap + ".");
    }
}
