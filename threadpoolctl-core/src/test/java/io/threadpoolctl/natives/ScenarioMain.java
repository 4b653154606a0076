package io.threadpoolctl.natives;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/** Where a scenario's JVM begins. */
final class ScenarioMain {

    /** How a scenario ends that cannot be played here; what it printed last says why. */
    static final int SKIPPED = 98;

    private static final int FAILED = 1;
    private static final int ORPHANED = 99;

    private ScenarioMain() {}

    public static void main(String[] arguments) {
        endWithTheParent();
        int exitCode = 0;
        try (ObjectInputStream stream = new ObjectInputStream(Files.newInputStream(Path.of(arguments[0])))) {
            ((Scenario) stream.readObject()).run();
        } catch (TestAbortedException e) {
            System.out.println(e.getMessage());
            exitCode = SKIPPED;
        } catch (Throwable e) {
            e.printStackTrace();
            exitCode = FAILED;
        }
        System.exit(exitCode);
    }

    /** The parent holds the other end of stdin and never writes: when that closes, the parent is gone. */
    private static void endWithTheParent() {
        Thread watcher = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {}
                    } catch (IOException e) {
                        // as good as the end
                    }
                    Runtime.getRuntime().halt(ORPHANED);
                },
                "parent-watcher");
        watcher.setDaemon(true);
        watcher.start();
    }
}
