package io.threadpoolctl.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aot.agent.RecordedInvocation;

/** What the endpoints of an application that was processed ahead of time use reflectively, a native image is told of. */
@Timeout(360)
@Tag("long")
class ReflectiveUseTests {

    @Test
    void whateverARunUsesReflectivelyIsNamed(@TempDir Path directory)
            throws IOException, InterruptedException, URISyntaxException {
        assertThat(DebianLibraries.OPENBLAS).exists();
        String output = run(directory);
        assertThat(output).contains(ReflectiveRun.COMPARED);
        assertThat(output.lines().filter(line -> line.startsWith(ReflectiveRun.SEEN)))
                .as(output)
                .isNotEmpty();
        assertThat(output.lines().filter(line -> line.startsWith(ReflectiveRun.MISSING)))
                .isEmpty();
    }

    private static String run(Path directory) throws IOException, InterruptedException, URISyntaxException {
        Path classes = Files.createDirectory(directory.resolve("classes"));
        Path agent = Path.of(RecordedInvocation.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-javaagent:" + agent + "=+org.springframework,+io.threadpoolctl,+com.sun.jna",
                        "-Dthreadpoolctl.binding=jna",
                        "-cp",
                        classes + File.pathSeparator + System.getProperty("java.class.path"),
                        ReflectiveRun.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ended in time").isTrue();
            return Files.readString(output);
        } finally {
            process.destroyForcibly();
        }
    }
}
