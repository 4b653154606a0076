package io.threadpoolctl.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;

/** Where {@code threadpoolctl} begins. Exit codes: 0 done, 1 not possible, 2 wrong command line. */
@Command(
        name = "threadpoolctl",
        description = "Shows and limits the native thread pools of Java processes.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            ListCommand.class,
            InfoCommand.class,
            LimitCommand.class,
            ReleaseCommand.class,
            CallersCommand.class,
            HelpCommand.class,
            GenerateCompletion.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Main {

    private static final int NOT_POSSIBLE = 1;
    private static final int WRONG_USAGE = 2;
    private static final List<String> OPTIONS_OF_INFO = List.of("-i", "--import", "-c", "--command", "--pid");

    private Main() {}

    /** Runs the command and ends the process. */
    public static void main(String[] arguments) {
        PrintStream answers = System.out;
        // What the loaded classes and their loggers print is not our answer.
        System.setOut(System.err);
        CommandLine commandLine = new CommandLine(new Main(), new Commands(answers))
                .setOut(new PrintWriter(answers, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler((failure, command, parsed) -> tell(failure))
                .setParameterExceptionHandler(Main::refuse);
        int exitCode = commandLine.execute(arguments);
        answers.flush();
        System.exit(exitCode);
    }

    private static int tell(Exception failure) throws Exception {
        if (failure instanceof NotPossibleException) {
            System.err.println(failure.getMessage());
            return NOT_POSSIBLE;
        }
        if (failure instanceof IllegalArgumentException) {
            System.err.println(failure.getMessage());
            return WRONG_USAGE;
        }
        throw failure;
    }

    private static int refuse(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        System.err.println(wrong.getMessage());
        if (arguments.length > 0 && OPTIONS_OF_INFO.contains(arguments[0])) {
            System.err.println("Did you mean: threadpoolctl info " + String.join(" ", arguments));
        } else if (!CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr())) {
            command.usage(System.err);
        }
        return WRONG_USAGE;
    }

    /** Makes commands that print to the real standard output. */
    private record Commands(PrintStream answers) implements CommandLine.IFactory {

        @Override
        public <K> K create(Class<K> type) throws Exception {
            try {
                return type.getDeclaredConstructor(PrintStream.class).newInstance(answers);
            } catch (NoSuchMethodException notOneOfOurs) {
                return CommandLine.defaultFactory().create(type);
            }
        }
    }
}
