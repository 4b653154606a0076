package io.threadpoolctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The finished jar. */
@Timeout(120)
class ExecutableJarTests {

    private static final int FIRST_WITH_FFM = 22;
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
    void holdsTheWaysIntoNativeCodeThatItsJavaHasAndMovesCommonNamesAside() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            boolean ffm = Integer.parseInt(manifest.getValue("Build-Jdk-Spec")) >= FIRST_WITH_FFM;
            assertThat(manifest.getValue("Multi-Release")).isEqualTo(ffm ? "true" : null);
            assertThat(manifest.getValue("Threadpoolctl-Bindings")).isEqualTo(ffm ? "ffm, jna" : "jna");
            assertThat(manifest.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
            assertThat(manifest.getValue("Automatic-Module-Name")).isEqualTo("io.threadpoolctl.cli");
            assertThat(jar.stream().map(JarEntry::getName))
                    .contains("com/sun/jna/Native.class")
                    .noneMatch(name -> name.startsWith("picocli/") || name.startsWith("com/fasterxml/"))
                    .noneMatch(name -> name.endsWith("module-info.class"));
            String ffmLinker = "META-INF/versions/22/io/threadpoolctl/internal/binding/ForeignLinker.class";
            assertThat(jar.getEntry(ffmLinker) != null).isEqualTo(ffm);
        }
    }

    @Test
    void namesTheProjectsWhosePackagesItHoldsAndBringsTheirLicences() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            String notice = text(jar, "META-INF/NOTICE");
            List<String> named = Pattern.compile("(?m)^([a-z0-9.]+): ")
                    .matcher(notice)
                    .results()
                    .map(found -> found.group(1).replace('.', '/') + "/")
                    .toList();
            assertThat(notice).doesNotContain("${");
            assertThat(jar.stream().map(entry -> entry.getName().replaceFirst("^META-INF/versions/\\d+/", "")))
                    .filteredOn(name -> name.endsWith(".class"))
                    .filteredOn(name -> !name.startsWith("io/threadpoolctl/") || name.contains("/shaded/"))
                    .filteredOn(name -> named.stream().noneMatch(name::startsWith))
                    .isEmpty();
            assertThat(text(jar, "META-INF/LICENSE")).contains("Apache License", "END OF TERMS AND CONDITIONS");
            assertThat(jar.stream().map(JarEntry::getName))
                    .filteredOn(name -> name.matches("META-INF/third-party/.*LICENSE.*"))
                    .hasSizeGreaterThanOrEqualTo(4);
        }
    }

    private static String text(JarFile jar, String name) throws IOException {
        try (InputStream stream = jar.getInputStream(jar.getJarEntry(name))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
