package io.threadpoolctl.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.Threadpools;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code threadpoolctl info}: loads what is named and shows the pools of the process. */
@Command(
        name = "info",
        description = "Prints the native thread pools of this process as JSON, after loading what is named.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class InfoCommand implements Callable<Integer> {

    private final PrintStream answers;

    @Option(
            names = {"-i", "--import"},
            paramLabel = "NAME",
            arity = "1..*",
            description =
                    "Load this first: a Java class, which then loads its own native libraries, or a native library"
                            + " by its name or its path. What cannot be loaded is a warning.")
    private List<String> names = List.of();

    @Option(
            names = {"-c", "--command"},
            paramLabel = "CLASS",
            description = "Run the main method of this class before everything else.")
    private @Nullable String command;

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            description = "Jars and directories in which the classes are looked for, besides the class path of Java.")
    private String classPath = "";

    @Option(names = "--table", description = "Print a table for people instead of JSON.")
    private boolean table;

    InfoCommand(PrintStream answers) {
        this.answers = answers;
    }

    @Override
    public Integer call() throws IOException {
        NamedCode code = new NamedCode(classPath);
        if (command != null) {
            code.runMain(command);
        }
        names.forEach(code::load);
        Threadpools pools = Threadpools.ofProcess();
        List<LibraryInfo> libraries = pools.info();
        if (table) {
            Table.of(libraries).print(answers);
        } else {
            answers.println(json(libraries));
        }
        return 0;
    }

    private static String json(List<LibraryInfo> libraries) throws IOException {
        return JSON.std
                .with(JSON.Feature.PRETTY_PRINT_OUTPUT, JSON.Feature.WRITE_NULL_PROPERTIES)
                .asString(libraries.stream().map(Entry::of).toList());
    }
}
