import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Counts the threads that work at the same time during a native call. Getters are not believed.
 *
 * <p>While the call is made over and over, another thread looks which threads Linux runs or would run if it had a processor
 * for them. This needs no account of their time, which some emulators hide, and sees threads that end with the call as well.
 * A number counts if a fair part of the looks have seen it. Idle threads must sleep at once, not spin.
 */
final class WorkingThreads {

    private static final int LOOKS = 50;
    private static final int FAIR_PART = 10;
    private static final int TRIES = 20;
    private static final int MOST = 64;

    private final Subject subject;
    private final int[] looksWith = new int[MOST + 1];

    private WorkingThreads(Subject subject) {
        this.subject = subject;
    }

    /**
     * The most that are seen, for as long as it takes to see this many: on a busy machine threads may come one after the other.
     *
     * @return empty if no look has seen a thread that works, so that nothing can be said here
     */
    static OptionalInt upTo(int wanted, Subject subject, Work work) throws InterruptedException {
        OptionalInt most = during(subject, work);
        for (int more = 0; more < TRIES && most.isPresent() && most.getAsInt() < wanted; more++) {
            most = OptionalInt.of(
                    Math.max(most.getAsInt(), during(subject, work).orElse(0)));
        }
        return most;
    }

    private static OptionalInt during(Subject subject, Work work) throws InterruptedException {
        int known = work.run();
        if (known != Work.NOT_KNOWN) {
            return OptionalInt.of(known);
        }
        WorkingThreads threads = new WorkingThreads(subject);
        Thread looker = new Thread(threads::look, "looker");
        looker.start();
        while (looker.isAlive()) {
            work.run();
        }
        looker.join();
        return IntStream.rangeClosed(1, MOST)
                .filter(number -> threads.looksWithAtLeast(number) * FAIR_PART >= LOOKS)
                .max();
    }

    private int looksWithAtLeast(int number) {
        return IntStream.rangeClosed(number, MOST).map(n -> looksWith[n]).sum();
    }

    private void look() {
        for (int look = 0; look < LOOKS; look++) {
            looksWith[Math.min(MOST, running())]++;
        }
    }

    private int running() {
        int running = 0;
        try (Stream<Path> tasks = Files.list(subject.tasks())) {
            for (Path task : tasks.toList()) {
                try {
                    String stat = Files.readString(task.resolve("stat"));
                    int nameEnd = stat.lastIndexOf(')');
                    boolean runs = stat.startsWith(") R", nameEnd);
                    if (runs && subject.mayCompute(task, stat.substring(stat.indexOf('(') + 1, nameEnd))) {
                        running++;
                    }
                } catch (NoSuchFileException ended) {
                    // a thread that is gone does not work
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return running;
    }
}
