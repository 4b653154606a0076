package io.threadpoolctl.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code threadpoolctl release}: takes back what {@code limit} has capped. */
@Command(
        name = "release",
        description = "Takes back what \"threadpoolctl limit\" has capped in a running JVM.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ReleaseCommand implements Callable<Integer> {

    private final PrintStream answers;

    @Mixin
    private Target target = new Target();

    ReleaseCommand(PrintStream answers) {
        this.answers = answers;
    }

    @Override
    public Integer call() throws IOException {
        target.print(target.request("release"), answers);
        return 0;
    }
}
