package io.threadpoolctl.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where {@code threadpoolctl} begins. Exit codes: 0 if all went well, 2 for a wrong command line. */
@Command(
        name = "threadpoolctl",
        description = "Shows the native thread pools that classes and libraries bring into a Java process.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = InfoCommand.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Main {

    private Main() {}

    /** Runs the command and ends the process. */
    public static void main(String[] arguments) {
        PrintStream answers = System.out;
        // What the loaded classes and their loggers print is not our answer.
        System.setOut(System.err);
        int exitCode = new CommandLine(new Main(), new Commands(answers))
                .setOut(new PrintWriter(answers, true, StandardCharsets.UTF_8))
                .execute(arguments);
        answers.flush();
        System.exit(exitCode);
    }

    /** Makes commands that print to the real standard output. */
    private record Commands(PrintStream answers) implements CommandLine.IFactory {

        @Override
        public <K> K create(Class<K> type) throws Exception {
            return type == InfoCommand.class
                    ? type.cast(new InfoCommand(answers))
                    : CommandLine.defaultFactory().create(type);
        }
    }
}
