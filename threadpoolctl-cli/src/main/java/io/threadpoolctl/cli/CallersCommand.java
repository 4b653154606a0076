package io.threadpoolctl.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code threadpoolctl callers}: which Java methods of another JVM are in native code. */
@Command(
        name = "callers",
        description =
                "Samples which Java methods of a running JVM are in native code of libraries, and names the one to"
                        + " annotate.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class CallersCommand implements Callable<Integer> {

    private static final int LONGEST = 600;

    private final PrintStream answers;

    @Mixin
    private Target target = new Target();

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "For how long to take samples, 1 to 600; 10 unless given.")
    private int seconds;

    @Option(names = "--stacks", description = "Show the methods that lead there, too.")
    private boolean stacks;

    CallersCommand(PrintStream answers) {
        this.answers = answers;
    }

    @Override
    public Integer call() throws IOException {
        if (seconds < 1 || seconds > LONGEST) {
            throw new IllegalArgumentException("--seconds is " + seconds + "; give 1 to " + LONGEST + ".");
        }
        Map<String, Object> sampled = target.request("callers", Visit.SECONDS, Integer.toString(seconds));
        if (!target.isForPeople()) {
            Output.json(answers, sampled);
            return 0;
        }
        print(sampled);
        return 0;
    }

    private void print(Map<String, Object> sampled) {
        List<Map<?, ?>> callers = Target.maps(sampled, "callers");
        if (callers.isEmpty()) {
            answers.println("No thread was seen in native code of a library for " + seconds + " seconds.");
            return;
        }
        TextTable table = new TextTable("SAMPLES", "THREADS AT ONCE", "UNDER LIMITS", "THROUGH", "METHOD");
        for (Map<?, ?> caller : callers) {
            table.add(
                    caller.get("samples"),
                    caller.get("threads_at_once"),
                    share(caller),
                    caller.get("binding"),
                    caller.get("method"));
        }
        table.print(answers);
        if (stacks) {
            callers.forEach(this::printStack);
        }
        answers.println();
        answers.println(
                sampled.get("remedy") instanceof String remedy
                        ? remedy
                        : "Nothing is to be annotated: all of it was under limits, or cannot be limited.");
    }

    private void printStack(Map<?, ?> caller) {
        answers.println();
        answers.println(caller.get("method") + " is called by");
        if (caller.get("stack") instanceof List<?> stack) {
            stack.stream().skip(1).forEach(frame -> answers.println("    " + frame));
        }
    }

    private static String share(Map<?, ?> caller) {
        return caller.get("limited_samples") instanceof Number limited
                        && caller.get("samples") instanceof Number samples
                        && samples.longValue() > 0
                ? 100 * limited.longValue() / samples.longValue() + " %"
                : "";
    }
}
