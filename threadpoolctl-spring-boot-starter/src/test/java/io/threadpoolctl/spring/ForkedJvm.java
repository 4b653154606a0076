package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of its own with the test's class path, for what cannot be undone in one: agents, loaded libraries, variables. */
final class ForkedJvm {

    private static final long DEADLINE_SECONDS = 120;

    private final List<String> options = new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED"));
    private final Map<String, String> variables = new HashMap<>();
    private String classPath = System.getProperty("java.class.path");

    ForkedJvm withoutNativeAccess() {
        options.clear();
        return this;
    }

    ForkedJvm options(List<String> more) {
        options.addAll(more);
        return this;
    }

    /** Puts a directory ahead of the class path. */
    ForkedJvm classPath(Path directory) {
        classPath = directory + File.pathSeparator + classPath;
        return this;
    }

    ForkedJvm variables(Map<String, String> more) {
        variables.putAll(more);
        return this;
    }

    /** Runs a main class and gives what it printed. */
    String run(Class<?> main, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("forked", ".log");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            withoutLimits(builder.environment());
            builder.environment().putAll(variables);
            Process process = builder.start();
            boolean ended = process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended).as(() -> "ended in time: " + read(output)).isTrue();
            return read(output);
        } finally {
            Files.delete(output);
        }
    }

    private static void withoutLimits(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.endsWith("_NUM_THREADS") || name.startsWith("THREADPOOLCTL_"));
    }

    private static String read(Path output) {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
