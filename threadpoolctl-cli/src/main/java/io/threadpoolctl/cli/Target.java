package io.threadpoolctl.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Another JVM that a command is about, and how its pools are shown. */
final class Target {

    @Option(names = "--pid", paramLabel = "PID", required = true, description = "The number of the JVM's process.")
    private long pid;

    @Mixin
    private Output output = new Output();

    long pid() {
        return pid;
    }

    boolean isForPeople() {
        return output.isForPeople();
    }

    /** Has something done there and gives the pools as they are then. */
    Map<String, Object> request(String command, String... properties) {
        return request(pid, command, properties);
    }

    static Map<String, Object> request(long pid, String command, String... properties) {
        Properties request = new Properties();
        request.setProperty(Visit.COMMAND, command);
        for (int i = 0; i < properties.length; i += 2) {
            request.setProperty(properties[i], properties[i + 1]);
        }
        return Attachment.request(pid, request);
    }

    void print(Map<String, Object> state, PrintStream answers) throws IOException {
        print(state, output.isForPeople(), answers);
    }

    static void print(Map<String, Object> state, boolean forPeople, PrintStream answers) throws IOException {
        if (!forPeople) {
            Output.json(answers, state);
            return;
        }
        Table.print(maps(state, "pools"), answers);
        for (Map<?, ?> cap : maps(state, "caps")) {
            answers.println("Capped: " + cap.get("name") + " at " + cap.get("num_threads") + ", by " + cap.get("origin")
                    + ", since " + cap.get("since"));
        }
        for (String sentence : OutOfReach.in(state)) {
            answers.println("Not reached: " + sentence);
        }
        if (state.get("warnings") instanceof List<?> warnings) {
            warnings.forEach(warning -> answers.println("Warning: " + warning));
        }
    }

    static List<Map<?, ?>> maps(Map<String, Object> state, String name) {
        List<Map<?, ?>> maps = new ArrayList<>();
        if (state.get(name) instanceof List<?> list) {
            list.forEach(each -> maps.add((Map<?, ?>) each));
        }
        return maps;
    }
}
