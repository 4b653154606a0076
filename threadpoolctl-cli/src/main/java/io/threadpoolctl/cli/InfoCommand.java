package io.threadpoolctl.cli;

import io.threadpoolctl.Threadpools;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code threadpoolctl info}: loads what is named and shows the pools of the process, or those of another JVM. */
@Command(
        name = "info",
        description =
                "Prints the native thread pools of this process, after loading what is named, or those of a running"
                        + " JVM.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class InfoCommand implements Callable<Integer> {

    private final PrintStream answers;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--pid", paramLabel = "PID", description = "Show the pools of the running JVM of this number.")
    private @Nullable Long pid;

    @Option(
            names = {"-i", "--import"},
            paramLabel = "NAME",
            arity = "0..*",
            description =
                    "Load this first: a Java class, which then loads its own native libraries, or a native library"
                            + " by its name or its path. What cannot be loaded is a warning.")
    private List<String> names = List.of();

    @Option(
            names = {"-c", "--command"},
            paramLabel = "CLASS",
            description = "Run the main method of this class, after loading. If it fails, nothing is printed.")
    private @Nullable String command;

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            description = "Jars and directories in which the classes are looked for, besides the class path of Java.")
    private @Nullable String classPath;

    @Option(names = "--strict", description = "End with exit code 1 if a name could not be loaded.")
    private boolean strict;

    @Mixin
    private Output output = new Output();

    InfoCommand(PrintStream answers) {
        this.answers = answers;
    }

    @Override
    public Integer call() throws IOException {
        if (pid != null) {
            requireNothingToLoad(pid);
            Target.print(Target.request(pid, "info"), output.isForPeople(), answers);
            return 0;
        }
        NamedCode code = new NamedCode(classPath == null ? "" : classPath);
        names.forEach(code::load);
        if (command != null && !code.runMain(command)) {
            return 1;
        }
        List<Map<String, @Nullable Object>> libraries =
                Threadpools.ofProcess().info().stream().map(Entry::of).toList();
        if (output.isForPeople()) {
            Table.print(libraries, answers);
        } else {
            Output.json(answers, libraries);
        }
        return strict && code.failures() > 0 ? 1 : 0;
    }

    private void requireNothingToLoad(long other) {
        if (!names.isEmpty() || command != null || classPath != null) {
            throw new ParameterException(
                    spec == null ? new picocli.CommandLine(this) : spec.commandLine(),
                    "Nothing is loaded into process " + other + "; use --pid without -i, -c and --classpath.");
        }
    }
}
