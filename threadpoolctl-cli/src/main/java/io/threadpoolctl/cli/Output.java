package io.threadpoolctl.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How an answer is printed: for people on a terminal, as JSON for everything else, unless somebody says. */
final class Output {

    private static final int FIRST_WITH_OTHER_CONSOLES = 22;

    @ArgGroup
    private @Nullable Form form;

    /** One of the two. */
    static final class Form {

        @Option(names = "--json", description = "Print JSON, also on a terminal.")
        private boolean json;

        @Option(names = "--table", description = "Print a table for people, also where it is no terminal.")
        private boolean table;
    }

    boolean isForPeople() {
        return form == null ? isTerminal() : form.table && !form.json;
    }

    static void json(PrintStream answers, @Nullable Object value) throws IOException {
        answers.println(JSON.std
                .with(JSON.Feature.PRETTY_PRINT_OUTPUT, JSON.Feature.WRITE_NULL_PROPERTIES)
                .asString(value));
    }

    /** Java's console is there only if input is a terminal, too, and newer Javas have one that is none. */
    @SuppressWarnings("SystemConsoleNull") // asked of older Javas only
    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | RuntimeException notLinux) {
            return System.console() != null && Runtime.version().feature() < FIRST_WITH_OTHER_CONSOLES;
        }
    }
}
