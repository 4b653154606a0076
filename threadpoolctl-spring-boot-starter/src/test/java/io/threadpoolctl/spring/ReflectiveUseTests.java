package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aot.agent.RecordedInvocation;

/** What an application that was processed ahead of time uses reflectively, a native image is told of. */
@Tag("long")
class ReflectiveUseTests {

    @Test
    void whateverARunUsesReflectivelyIsNamed(@TempDir Path directory)
            throws IOException, InterruptedException, URISyntaxException {
        Path classes = Files.createDirectory(directory.resolve("classes"));
        Path agent = Path.of(RecordedInvocation.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        String output = new ForkedJvm()
                .options(List.of(
                        "-javaagent:" + agent + "=+org.springframework,+io.threadpoolctl,+com.sun.jna",
                        "-Dthreadpoolctl.binding=jna"))
                .classPath(classes)
                .run(ReflectiveRun.class, directory.toString());
        assertThat(output).contains(ReflectiveRun.COMPARED);
        assertThat(output.lines().filter(line -> line.startsWith(ReflectiveRun.SEEN)))
                .as(output)
                .isNotEmpty();
        assertThat(output.lines().filter(line -> line.startsWith(ReflectiveRun.MISSING)))
                .isEmpty();
    }
}
