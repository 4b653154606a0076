package io.threadpoolctl.natives;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Counts the operating-system threads that really work during a native call. Getters are not believed.
 *
 * <p>Linux accounts for the CPU time of each thread in ticks of 10 ms. The call is repeated until the process has used
 * enough of them, however long that takes on a busy machine; a thread counts if a fair part of them is its own. Start the
 * JVM {@linkplain NativeJvm#withSleepingPools() with sleeping pools}.
 */
public final class EffectiveThreads {

    private static final Path TASKS = Path.of("/proc/self/task");
    private static final long ENOUGH_TICKS = 32;
    private static final long FAIR_PART = 16;
    private static final long MUCH = TimeUnit.SECONDS.toNanos(1);
    private static final int LOOKS = 30;
    private static final int UTIME_BEHIND_NAME = 11;

    /** Compilers, collectors, and those that clean up behind objects, which may free native memory. */
    private static final List<String> THREADS_OF_THE_JVM =
            List.of("C1 ", "C2 ", "GC ", "G1 ", "VM ", "Sweeper", "Finalizer", "Reference H", "Common-Clea");

    private EffectiveThreads() {}

    /** How many threads work while the call is made over and over; a first call that is not counted starts the pool. */
    public static int during(Runnable call) {
        return during(TASKS, call);
    }

    /** @param tasks where the system tells of the threads; skips the test if it tells no times */
    static int during(Path tasks, Runnable call) {
        call.run();
        long ownBefore = ownNanos();
        Map<String, Long> before = ticks(tasks);
        Map<String, Long> used = Map.of();
        long total = 0;
        for (int calls = 1; total < ENOUGH_TICKS; calls *= 2) {
            for (int i = 0; i < calls; i++) {
                call.run();
            }
            used = ticks(tasks);
            used.replaceAll((thread, ticks) -> ticks - before.getOrDefault(thread, 0L));
            total = used.values().stream().mapToLong(Long::longValue).sum();
            Assumptions.assumeFalse(
                    total == 0 && ownNanos() - ownBefore > MUCH,
                    "This system hides how long each thread has worked (in " + tasks
                            + "), as some emulators do, so nobody can count those that work.");
        }
        long least = total / FAIR_PART;
        return (int) used.values().stream().filter(ticks -> ticks >= least).count();
    }

    /**
     * The most threads that work at some time while the call is made over and over, for as long as it takes to see this
     * many. A library that hands out its work piece by piece leaves little of it for a thread that a busy machine runs late.
     */
    public static int upTo(int wanted, Runnable call) {
        int most = 0;
        for (int look = 0; look < LOOKS && most < wanted; look++) {
            most = Math.max(most, during(call));
        }
        return most;
    }

    private static long ownNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** The CPU time of each thread so far, but for those in which the JVM works for itself. */
    private static Map<String, Long> ticks(Path tasks) {
        Map<String, Long> ticks = new HashMap<>();
        try (Stream<Path> all = Files.list(tasks)) {
            for (Path task : all.toList()) {
                try {
                    String stat = Files.readString(task.resolve("stat"));
                    int nameEnd = stat.lastIndexOf(')');
                    String name = stat.substring(stat.indexOf('(') + 1, nameEnd);
                    if (THREADS_OF_THE_JVM.stream().noneMatch(name::startsWith)) {
                        String[] numbers = stat.substring(nameEnd + 2).split(" ", -1);
                        long user = Long.parseLong(numbers[UTIME_BEHIND_NAME]);
                        long system = Long.parseLong(numbers[UTIME_BEHIND_NAME + 1]);
                        ticks.put(task.toString(), user + system);
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
