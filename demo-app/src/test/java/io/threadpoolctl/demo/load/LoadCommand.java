package io.threadpoolctl.demo.load;

import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of {@code load.sh}. */
@Command(
        name = "load.sh",
        description =
                "Puts a running demo under load and prints the ways of limiting side by side, as a Markdown table.",
        sortOptions = false,
        showDefaultValues = true)
final class LoadCommand implements Callable<Integer> {

    private final PrintStream out;
    private final PrintStream progress;

    @Option(
            names = "--url",
            converter = ThisMachine.class,
            description =
                    "A running demo on this machine; start it with --threadpoolctl.process.blas=8 for a wide pool.")
    URI url = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--clients",
            split = ",",
            converter = WholeNumber.UpTo256.class,
            description = "How many requests are under way at once, one line of the table each.")
    List<Integer> clients = List.of(1, 2, 8, 32);

    @Option(
            names = "--rounds",
            converter = WholeNumber.UpTo99.class,
            description = "Rounds of each way of limiting; the median counts.")
    int rounds = 3;

    @Option(
            names = "--seconds",
            converter = WholeNumber.UpTo600.class,
            description = "After this time of a round no new request is sent.")
    int seconds = 5;

    @Option(
            names = "--requests",
            converter = WholeNumber.UpTo100000.class,
            description = "At most so many requests a round.")
    int requests = 2000;

    @Option(
            names = "--patience",
            converter = WholeNumber.UpTo600.class,
            description = "Seconds to wait for the last answers of a round.")
    int patience = 60;

    @Option(
            names = "--rank",
            converter = WholeNumber.UpTo512.class,
            description = "The rank to compress the sample picture to.")
    int rank = 40;

    @Option(names = "--help", usageHelp = true, description = "Print this.")
    boolean help;

    LoadCommand(PrintStream out, PrintStream progress) {
        this.out = out;
        this.progress = progress;
    }

    public static void main(String[] args) {
        System.exit(commandLine(new LoadCommand(System.out, System.err)).execute(args));
    }

    static CommandLine commandLine(LoadCommand command) {
        return new CommandLine(command).setExecutionExceptionHandler((failure, commandLine, parsed) -> {
            commandLine.getErr().println(failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    @Override
    public Integer call() throws InterruptedException {
        RunningDemo demo = new RunningDemo(url, rank);
        RoundRunner runner = new RoundRunner(demo, requests, seconds, patience, progress);
        new Load(demo, runner, rounds, progress).run(clients, out);
        return CommandLine.ExitCode.OK;
    }
}
