package io.threadpoolctl.spark.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Counts the threads of the operating system that work during a call of a native library, by the processor time that Linux
 * counts for each. It looks at the calling one and at the library's workers, which have the name of the thread that made
 * them: whoever loads or widens the library does so {@linkplain #named under a name} that no thread of Java or Spark has.
 */
final class EffectiveThreads {

    private static final Path TASKS = Path.of("/proc/self/task");
    private static final long ENOUGH_TICKS = 32;
    private static final long FAIR_PART = 16;
    private static final int UTIME_BEHIND_NAME = 11;
    private static final int LOOKS = 30;
    private static final String NAME = "blas";

    private EffectiveThreads() {}

    /** How many threads work while the call is made over and over, however long it takes to see that. */
    static int of(Runnable call) {
        return named(() -> {
            call.run();
            Map<String, Long> before = ticks();
            Map<String, Long> used = Map.of();
            long total = 0;
            while (total < ENOUGH_TICKS) {
                call.run();
                used = ticks();
                used.replaceAll((thread, ticks) -> ticks - before.getOrDefault(thread, 0L));
                total = used.values().stream().mapToLong(Long::longValue).sum();
            }
            long least = total / FAIR_PART;
            return (int) used.values().stream().filter(ticks -> ticks >= least).count();
        });
    }

    /**
     * The most threads that work at some time while the call is made over and over, for as long as it takes to see two: a busy
     * machine may leave little of the work for a thread that it runs late.
     */
    static int several(Runnable call) {
        int most = 0;
        for (int look = 0; look < LOOKS && most < 2; look++) {
            most = Math.max(most, of(call));
        }
        return most;
    }

    /** Does something under the name; a thread that it makes in native code inherits it. */
    static <T> T named(Supplier<T> action) {
        String name = Thread.currentThread().getName();
        Thread.currentThread().setName(NAME);
        try {
            return action.get();
        } finally {
            Thread.currentThread().setName(name);
        }
    }

    /** The processor time so far of threads that have the name. */
    private static Map<String, Long> ticks() {
        Map<String, Long> ticks = new HashMap<>();
        try (Stream<Path> tasks = Files.list(TASKS)) {
            for (Path task : tasks.toList()) {
                try {
                    String stat = Files.readString(task.resolve("stat"));
                    int nameEnd = stat.lastIndexOf(')');
                    if (stat.substring(stat.indexOf('(') + 1, nameEnd).equals(NAME)) {
                        String[] numbers = stat.substring(nameEnd + 2).split(" ", -1);
                        ticks.put(
                                task.toString(),
                                Long.parseLong(numbers[UTIME_BEHIND_NAME])
                                        + Long.parseLong(numbers[UTIME_BEHIND_NAME + 1]));
                    }
                } catch (NoSuchFileException ended) {
                    // a thread that is gone does not work
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ticks;
    }
}
