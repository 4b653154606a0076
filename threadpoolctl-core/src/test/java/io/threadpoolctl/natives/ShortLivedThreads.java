package io.threadpoolctl.natives;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Counts the threads of a library that starts new ones for each call and ends them with it, as BLIS with pthreads does.
 * {@link EffectiveThreads} cannot see those, since they are gone when it looks.
 *
 * <p>Linux adds the CPU time of ended threads to that of the process. A library that shares out its work evenly has used as
 * much of it for each of them as for the caller.
 */
final class ShortLivedThreads {

    private static final Path PROCESS = Path.of("/proc/self/stat");
    private static final Path TASKS = Path.of("/proc/self/task");
    private static final Path CALLER = Path.of("/proc/thread-self/stat");
    private static final long ENOUGH_TICKS = 30;
    private static final int UTIME_BEHIND_NAME = 11;

    private ShortLivedThreads() {}

    /** How many threads work while the call is made over and over, the caller included. */
    static int during(Runnable call) {
        return during(PROCESS, call);
    }

    /** @param process where the system tells of the process; skips the test if it tells no time */
    static int during(Path process, Runnable call) {
        call.run();
        try {
            long allBefore = ticks(process);
            long endedBefore = ticksOfEnded(process);
            long callersBefore = ticks(CALLER);
            long callers = 0;
            while (callers < ENOUGH_TICKS) {
                call.run();
                callers = ticks(CALLER) - callersBefore;
            }
            long all = ticks(process) - allBefore;
            Assumptions.assumeTrue(
                    2 * all >= callers,
                    "This system hides how long the process has worked (in " + process
                            + "), as some emulators do, so nobody can count the threads that have ended.");
            long ended = ticksOfEnded(process) - endedBefore;
            return 1 + (int) Math.round((double) ended / callers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long ticksOfEnded(Path process) throws IOException {
        long alive = 0;
        try (Stream<Path> tasks = Files.list(TASKS)) {
            for (Path task : tasks.toList()) {
                try {
                    alive += ticks(task.resolve("stat"));
                } catch (NoSuchFileException ended) {
                    // now it is one of those
                }
            }
        }
        return ticks(process) - alive;
    }

    private static long ticks(Path stat) throws IOException {
        String text = Files.readString(stat);
        String[] numbers = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(numbers[UTIME_BEHIND_NAME]) + Long.parseLong(numbers[UTIME_BEHIND_NAME + 1]);
    }
}
