package io.threadpoolctl.cli;

import io.threadpoolctl.Threadpools;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code threadpoolctl list}: the JVMs that have native pools, by their memory maps. */
@Command(
        name = "list",
        description =
                "Lists the JVMs of this machine that have libraries with native thread pools loaded. It reads their"
                        + " memory maps and attaches to none.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ListCommand implements Callable<Integer> {

    private final PrintStream answers;

    @Mixin
    private Output output = new Output();

    ListCommand(PrintStream answers) {
        this.answers = answers;
    }

    @Override
    public Integer call() throws IOException {
        if (!ProcFiles.areThere()) {
            throw new NotPossibleException(
                    "Only Linux shows other processes' memory maps; use jcmd to find a JVM's number, and info --pid.");
        }
        Set<String> prefixes = Threadpools.ofProcess().names().stream()
                .filter(name -> name.startsWith("lib"))
                .collect(Collectors.toSet());
        List<Map<String, Object>> found = new ArrayList<>();
        for (long pid : ProcFiles.pids()) {
            if (pid == ProcessHandle.current().pid()) {
                continue;
            }
            JvmProcess.find(pid).ifPresent(process -> {
                Set<String> libraries = process.libraries(prefixes);
                if (!libraries.isEmpty()) {
                    Map<String, Object> entry = new LinkedHashMap<>();
                    entry.put("pid", pid);
                    entry.put("libraries", libraries);
                    entry.put("main", process.mainClass());
                    found.add(entry);
                }
            });
        }
        print(found);
        return 0;
    }

    private void print(List<Map<String, Object>> found) throws IOException {
        if (!output.isForPeople()) {
            Output.json(answers, found);
            return;
        }
        if (found.isEmpty()) {
            answers.println(
                    "No JVM whose memory this user may look at has a library with a native thread pool loaded.");
            return;
        }
        TextTable table = new TextTable("PID", "LIBRARIES", "MAIN");
        for (Map<String, Object> each : found) {
            Set<?> libraries = (Set<?>) each.get("libraries");
            table.add(
                    each.get("pid"),
                    libraries == null
                            ? ""
                            : libraries.stream().map(String::valueOf).collect(Collectors.joining(", ")),
                    each.get("main"));
        }
        table.print(answers);
    }
}
