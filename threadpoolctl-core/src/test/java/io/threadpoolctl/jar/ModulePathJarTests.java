package io.threadpoolctl.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.natives.DebianLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The finished jar under a small application in a named module, each time in a JVM of its own. */
@Timeout(120)
class ModulePathJarTests {

    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;
    private static final int FIRST_WITH_FFM = 22;
    private static final int FIRST_THAT_WARNS = 24;
    private static final String NATIVE_ACCESS = "--enable-native-access=io.threadpoolctl.core,com.sun.jna";

    private final Path directory;

    ModulePathJarTests(@TempDir Path directory) {
        this.directory = directory;
    }

    static Stream<String> bindings() {
        boolean ffm = Runtime.version().feature() >= FIRST_WITH_FFM
                && CoreManifest.read().namesFfm();
        return ffm ? Stream.of("jna", "ffm") : Stream.of("jna");
    }

    @Test
    void anApplicationFindsPoolsByAFamilyThatItProvides() throws Exception {
        String output = application().run(options());
        assertThat(output.lines())
                .contains("core: module io.threadpoolctl.core", "problem: Optional.empty")
                .contains("found: java 4", "limited: java 1");
    }

    @Test
    void whatItSaysGoesThroughTheLoggingThatTheModulePathHolds() throws Exception {
        String output = application().run(options());
        assertThat(output).doesNotContain("SLF4J");
        assertThat(output.lines())
                .filteredOn(line -> line.contains("WARN io.threadpoolctl"))
                .filteredOn(line -> line.contains("com.example.application.Broken"))
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("bindings")
    void nativeLibrariesAreLimitedThroughEachBinding(String binding) throws Exception {
        String output = application().run(options("-Dthreadpoolctl.binding=" + binding), DebianLibrary.LIBGOMP.path());
        assertThat(output.lines()).contains("found: java 4, openmp 3", "limited: java 1, openmp 1");
        if (Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS) {
            assertThat(output.lines()).contains("limited on a virtual thread: java 1, openmp 1");
        }
    }

    @ParameterizedTest
    @MethodSource("bindings")
    void javaHasNothingToWarnAboutWhereTheModulesMayReachNativeCode(String binding) throws Exception {
        String output = application().run(options("-Dthreadpoolctl.binding=" + binding));
        assertThat(output.lines()).noneMatch(line -> line.startsWith("WARNING"));
    }

    @ParameterizedTest
    @MethodSource("bindings")
    void whereJavaDeniesNativeAccessTheProblemNamesTheModules(String binding) throws Exception {
        if (Runtime.version().feature() >= FIRST_THAT_WARNS) {
            List<String> options = List.of("--illegal-native-access=deny", "-Dthreadpoolctl.binding=" + binding);
            assertThat(application().run(options)).contains(NATIVE_ACCESS);
        }
    }

    private NamedApplication application() throws Exception {
        return NamedApplication.compile(directory);
    }

    private static List<String> options(String... more) {
        List<String> options = new ArrayList<>(List.of(NATIVE_ACCESS + "," + NamedApplication.MODULE));
        options.addAll(List.of(more));
        return options;
    }
}
