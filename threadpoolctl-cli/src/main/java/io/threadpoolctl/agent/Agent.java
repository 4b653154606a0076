package io.threadpoolctl.agent;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The only class that the target's class path gets to see, in a jar of its own, since a jar that a JVM was once given stays on
 * its class path. Everything else comes as a jar beside it into a loader that nobody but this class knows, and is let go of
 * unless it holds caps.
 */
public final class Agent {

    private static final String CORE = "core.jar";
    private static final String ENTRY = "io.threadpoolctl.cli.Visit";
    private static final String FAILURE = "failure";

    /** What holds caps at present. */
    private static @Nullable Function<String, Boolean> held;

    private Agent() {}

    /**
     * Called by the JVM. Throws nothing into it.
     *
     * @param directory where the tool has put the core and its request, and expects the answer
     */
    public static synchronized void agentmain(String directory) {
        try {
            Function<String, Boolean> copy = held;
            if (copy == null) {
                copy = load(Path.of(directory, CORE).toUri().toURL());
            }
            held = copy.apply(directory) ? copy : null;
        } catch (Throwable e) { // nothing of ours may end in the target's log
            report(Path.of(directory, FAILURE), e);
        }
    }

    @SuppressWarnings("unchecked") // as the class of that name has it, in every version
    private static Function<String, Boolean> load(URL core) throws ReflectiveOperationException {
        ClassLoader loader = new URLClassLoader(new URL[] {core}, ClassLoader.getPlatformClassLoader());
        return (Function<String, Boolean>)
                loader.loadClass(ENTRY).getDeclaredConstructor().newInstance();
    }

    private static void report(Path file, Throwable failure) {
        try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(file))) {
            failure.printStackTrace(writer);
        } catch (IOException theToolIsGone) {
            // nobody to tell
        }
    }
}
