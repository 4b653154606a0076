package io.threadpoolctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One run of the command line in a JVM of its own.
 *
 * @param exitCode what the process ended with
 * @param out what it printed to standard output
 * @param err what it printed to standard error
 */
record CommandLineRun(int exitCode, String out, String err) {

    private static final List<String> VARIABLES_OF_LIBRARIES = List.of("OMP_", "OPENBLAS_", "GOTO_", "JAVA_TOOL");
    private static final long SECONDS = 60;

    /** Runs {@code java ARGUMENTS}. */
    static CommandLineRun java(Stream<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments.toList());
        return whole(command);
    }

    /** Runs any command. */
    static CommandLineRun whole(List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("threadpoolctl", ".out");
        Path err = Files.createTempFile("threadpoolctl", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> VARIABLES_OF_LIBRARIES.stream().anyMatch(name::startsWith));
        builder.environment().put("OMP_NUM_THREADS", "3");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS))
                    .as("%s ends; %s", command, Files.readString(err))
                    .isTrue();
            return new CommandLineRun(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Runs the classes of this build with {@code Main}. */
    static CommandLineRun of(String... arguments) throws IOException, InterruptedException {
        return java(command(arguments).stream().skip(1));
    }

    /** The command that does it. */
    static List<String> command(String... arguments) {
        return Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()),
                        Stream.of(arguments))
                .toList();
    }

    /** The answer, which must be all there is on standard output. */
    List<Map<String, Object>> json() throws IOException {
        assertThat(exitCode).as(err).isZero();
        List<Map<String, Object>> entries = new ArrayList<>();
        for (Object entry : JSON.std.listFrom(out)) {
            Map<String, Object> copy = new LinkedHashMap<>();
            ((Map<?, ?>) entry).forEach((key, value) -> copy.put((String) key, value));
            entries.add(copy);
        }
        return entries;
    }
}
