package io.threadpoolctl.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code threadpoolctl limit}: caps the pools of another JVM. */
@Command(
        name = "limit",
        description = "Caps the native thread pools of a running JVM, until they are released.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class LimitCommand implements Callable<Integer> {

    private final PrintStream answers;

    @Mixin
    private Target target = new Target();

    @Parameters(
            paramLabel = "NAME=THREADS",
            arity = "1..*",
            description =
                    "Which pools (blas, openmp, a product, the beginning of a file's name, or all), and at most how"
                            + " many threads: from 1 on, or auto for as many as that JVM has processors.")
    private List<String> limits = List.of();

    LimitCommand(PrintStream answers) {
        this.answers = answers;
    }

    @Override
    public Integer call() throws IOException {
        limits.forEach(RequestedLimit::of);
        String origin = "threadpoolctl limit, run by " + System.getProperty("user.name");
        Map<String, Object> state =
                target.request("limit", Visit.LIMITS, String.join(",", limits), Visit.ORIGIN, origin);
        state.put("not_reached", OutOfReach.in(state));
        target.print(state, answers);
        return 0;
    }
}
