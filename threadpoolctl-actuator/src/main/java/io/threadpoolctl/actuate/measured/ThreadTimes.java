package io.threadpoolctl.actuate.measured;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long threads ran on a processor, and could have run and waited for one.
 *
 * @param runNanos on one
 * @param waitNanos without one
 */
record ThreadTimes(long runNanos, long waitNanos) {

    static final ThreadTimes NONE = new ThreadTimes(0, 0);

    private static final String TASKS = "/proc/self/task";
    private static final Pattern SCHEDSTAT = Pattern.compile("(\\d{1,18}) (\\d{1,18}) \\d+\\s*");

    /** Those of the threads that are alive, by their numbers in the system; empty if it does not tell. */
    static Map<Long, ThreadTimes> ofThreads(SystemFiles files) {
        Map<Long, ThreadTimes> times = new HashMap<>();
        for (String thread : files.names(TASKS)) {
            ThreadTimes of = parse(files.text(TASKS + "/" + thread + "/schedstat"));
            if (of != null) {
                times.put(Long.valueOf(thread), of);
            }
        }
        return times;
    }

    private static @Nullable ThreadTimes parse(@Nullable String text) {
        Matcher matcher = SCHEDSTAT.matcher(text == null ? "" : text);
        return matcher.matches()
                ? new ThreadTimes(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)))
                : null;
    }

    /** What has been added. Where a time has become less, its number is that of another thread now. */
    ThreadTimes since(@Nullable ThreadTimes before) {
        return before == null || runNanos < before.runNanos || waitNanos < before.waitNanos
                ? this
                : new ThreadTimes(runNanos - before.runNanos, waitNanos - before.waitNanos);
    }

    ThreadTimes plus(ThreadTimes other) {
        return new ThreadTimes(runNanos + other.runNanos, waitNanos + other.waitNanos);
    }
}
