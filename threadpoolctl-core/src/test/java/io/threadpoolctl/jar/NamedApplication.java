package io.threadpoolctl.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** The application of {@code src/test/java-module}, compiled against the finished jar. */
final class NamedApplication {

    static final String MODULE = "com.example.application";
    static final String MAIN = MODULE + ".Main";

    private static final Path SOURCES = Path.of(System.getProperty("basedir", ""), "src", "test", "java-module");
    private static final long SECONDS = 60;

    private final Path classes;

    private NamedApplication(Path classes) {
        this.classes = classes;
    }

    static NamedApplication compile(Path directory)
            throws IOException, ReflectiveOperationException, URISyntaxException {
        List<String> arguments = new ArrayList<>(
                List.of("-Xlint:classfile,exports,module,path,removal", "-Werror", "-d", directory.toString()));
        arguments.addAll(List.of("--module-path", CoreJar.modulePath(directory)));
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
        }
        int status = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.out, System.err, arguments.toArray(String[]::new));
        assertThat(status).as("javac's exit code").isZero();
        return new NamedApplication(directory);
    }

    String modulePath() throws ReflectiveOperationException, URISyntaxException {
        return CoreJar.modulePath(classes);
    }

    /** Runs it on the module path in a JVM of its own, without --add-modules, and returns what it printed. */
    String run(List<String> options, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("--module-path", modulePath(), "--module", MODULE + "/" + MAIN));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(classes, "output", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().put("OMP_NUM_THREADS", "3");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("ended").isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
            return Files.readString(output);
        } finally {
            process.destroyForcibly();
        }
    }
}
