package io.threadpoolctl.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/spark.md} says is so. */
class GuideTests {

    private static final Path ROOT = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolve("..")
            .normalize();

    @Test
    void itsApplicationIsTheOneThatTheTestsSubmit() throws IOException {
        Matcher block =
                Pattern.compile("(?ms)^<!-- (\\S+) -->\n```java\n(.*?)^```$").matcher(guide());

        assertThat(block.find()).isTrue();
        assertThat(block.group(2)).isEqualTo(Files.readString(ROOT.resolve(block.group(1))));
    }

    @Test
    void itsPluginIsOurs() throws IOException {
        assertThat(guide()).contains("spark.plugins=" + ThreadpoolLimitsPlugin.class.getName());
    }

    @Test
    void itsAmountsAreTaken() {
        Settings settings =
                Objects.requireNonNull(Settings.read(Map.of("spark.threadpoolctl.task", "blas=1,openmp=2")));
        assertThat(settings.task()).hasToString("all=cpus, blas=1, openmp=2");
        assertThat(Settings.read(Map.of("spark.threadpoolctl.task", "blas=share")))
                .isNotNull();
    }

    private static String guide() throws IOException {
        return Files.readString(ROOT.resolve("docs/spark.md"));
    }
}
