package io.threadpoolctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The finished jar. */
@Timeout(120)
class ExecutableJarTests {

    private static final String JAR = System.getProperty("cli.jar", "");

    @Test
    void runsByItselfAndNeedsNoPermission() throws Exception {
        Installed.GOMP.path();
        CommandLineRun run = CommandLineRun.java(Stream.of("-jar", JAR, "info", "-i", "gomp"));
        assertThat(run.json()).hasSize(1);
        assertThat(run.err()).doesNotContain("restricted method", "SLF4J");
    }

    @Test
    void runsOnTheClassPathBehindAnApplication() throws Exception {
        Installed.GOMP.path();
        CommandLineRun run = CommandLineRun.java(Stream.of(
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                "target/test-classes:" + JAR,
                "io.threadpoolctl.cli.Main",
                "info",
                "-i",
                "io.threadpoolctl.cli.LoadsGomp"));
        assertThat(run.json()).hasSize(1);
    }

    @Test
    void holdsBothWaysIntoNativeCodeAndMovesCommonNamesAside() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Multi-Release")).isEqualTo("true");
            assertThat(manifest.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
            assertThat(jar.stream().map(JarEntry::getName))
                    .contains("com/sun/jna/Native.class")
                    .noneMatch(name -> name.startsWith("picocli/") || name.startsWith("com/fasterxml/"));
            String ffm = "META-INF/versions/22/io/threadpoolctl/internal/binding/ForeignLinker.class";
            assertThat(jar.getEntry(ffm) != null).isEqualTo(Runtime.version().feature() >= 22);
        }
    }
}
