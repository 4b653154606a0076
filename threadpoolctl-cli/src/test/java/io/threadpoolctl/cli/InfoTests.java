package io.threadpoolctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class InfoTests {

    @Test
    void printsTheKeysOfTheOriginalInItsOrder() throws Exception {
        String openblas = Installed.OPENBLAS.path();
        String gomp = Installed.GOMP.path();
        CommandLineRun run = CommandLineRun.of("info", "-i", openblas, gomp);
        Map<String, Map<String, Object>> libraries = run.json().stream()
                .collect(Collectors.toMap(library -> String.valueOf(library.get("prefix")), library -> library));
        assertThat(libraries).containsOnlyKeys("libopenblas", "libgomp");
        Map<String, Object> blas = Objects.requireNonNull(libraries.get("libopenblas"));
        assertThat(blas)
                .extractingFromEntries(Map.Entry::getKey)
                .containsExactly(
                        "user_api",
                        "internal_api",
                        "num_threads",
                        "prefix",
                        "filepath",
                        "version",
                        "threading_layer",
                        "architecture",
                        "thread_limit_scope");
        assertThat(blas)
                .contains(
                        entry("user_api", "blas"),
                        entry("internal_api", "openblas"),
                        entry("prefix", "libopenblas"),
                        entry("filepath", openblas),
                        entry("threading_layer", "pthreads"),
                        entry("thread_limit_scope", "process"));
        assertThat(blas.get("version")).asString().matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(libraries.get("libgomp"))
                .containsExactly(
                        entry("user_api", "openmp"),
                        entry("internal_api", "openmp"),
                        entry("num_threads", 3),
                        entry("prefix", "libgomp"),
                        entry("filepath", gomp),
                        entry("version", null),
                        entry("thread_limit_scope", "current_thread"));
        assertThat(run.err()).doesNotContain("WARNING: could not");
    }

    @Test
    void withoutLibrariesTheAnswerIsAnEmptyArray() throws Exception {
        assertThat(CommandLineRun.of("info").json()).isEmpty();
    }

    @Test
    void aClassLoadsItsOwnLibrariesAndALibraryIsFoundByItsName() throws Exception {
        Installed.GOMP.path();
        for (String name : List.of(LoadsGomp.class.getName(), "gomp", "libgomp.so.1")) {
            assertThat(CommandLineRun.of("info", "-i", name).json())
                    .as(name)
                    .extracting(library -> library.get("prefix"))
                    .containsExactly("libgomp");
        }
    }

    @Test
    void whatCannotBeLoadedIsAWarningAndTheRestGoesOn() throws Exception {
        Installed.GOMP.path();
        CommandLineRun run = CommandLineRun.of(
                "info", "--import", "nonsense", "/no/such/lib.so", FailsToLoad.class.getName(), "gomp");
        assertThat(run.json()).hasSize(1);
        assertThat(run.err().lines())
                .contains("WARNING: could not load nonsense: no class and no native library of that name was found")
                .anyMatch(line -> line.startsWith("WARNING: could not load /no/such/lib.so: "))
                .anyMatch(line -> line.startsWith("WARNING: could not load " + FailsToLoad.class.getName() + ": ")
                        && line.contains("no licence found"));
    }

    @Test
    void aMainMethodRunsAfterLoadingAndWhatItPrintsIsNotTheAnswer() throws Exception {
        Installed.GOMP.path();
        CommandLineRun run = CommandLineRun.of("info", "-c", LoadsGomp.class.getName());
        assertThat(run.json()).hasSize(1);
        assertThat(run.err()).contains("main ran with 0 arguments");
    }

    @Test
    void aMainMethodThatFailsIsAnsweredWithOneAndNothingElse() throws Exception {
        Installed.GOMP.path();
        CommandLineRun none = CommandLineRun.of("info", "-i", "gomp", "-c", "no.such.Program");
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.out()).isEmpty();
        assertThat(none.err()).contains("WARNING: could not run no.such.Program: ");
    }

    @Test
    void aNameThatCannotBeLoadedIsOneIfThatIsAskedFor() throws Exception {
        CommandLineRun run = CommandLineRun.of("info", "--strict", "-i", "nonsense");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEqualToIgnoringNewLines("[ ]");
    }

    @Test
    void withoutNamesNothingIsLoaded() throws Exception {
        assertThat(CommandLineRun.of("info", "-i").json()).isEmpty();
    }

    @Test
    void optionsOfInfoWithoutInfoAreExplained() throws Exception {
        for (String option : List.of("-i", "--import", "-c")) {
            CommandLineRun run = CommandLineRun.of(option, "gomp");
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("Did you mean: threadpoolctl info " + option + " gomp");
        }
    }

    @Test
    void aJarOfSpringBootIsExplained(@TempDir Path directory) throws Exception {
        Path jar = directory.resolve("app.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("BOOT-INF/"));
            out.closeEntry();
        }
        CommandLineRun run = CommandLineRun.of("info", "--classpath", jar.toString());
        assertThat(run.json()).isEmpty();
        assertThat(run.err()).contains("java -Djarmode=tools -jar " + jar + " extract", "--classpath unpacked/app.jar");
    }

    @Test
    void thereAreHelpAndCompletionScripts() throws Exception {
        assertThat(CommandLineRun.of("help").out()).contains("list", "info", "limit", "release", "callers");
        assertThat(CommandLineRun.of("help", "limit").out()).contains("NAME=THREADS");
        assertThat(CommandLineRun.of("generate-completion").out()).contains("complete -F _complete_threadpoolctl");
    }

    @Test
    void classesAreFoundOnTheClassPathThatIsGiven(@TempDir Path directory) throws Exception {
        Installed.GOMP.path();
        copyTo(directory, LoadsGomp.class);
        String withoutTests = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(place -> !place.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> java =
                List.of("--enable-native-access=ALL-UNNAMED", "-cp", withoutTests, Main.class.getName(), "info");
        CommandLineRun without =
                CommandLineRun.java(Stream.concat(java.stream(), Stream.of("-i", LoadsGomp.class.getName())));
        assertThat(without.json()).isEmpty();
        CommandLineRun with = CommandLineRun.java(Stream.concat(
                java.stream(),
                Stream.of(
                        "--classpath", "/nowhere" + File.pathSeparator + directory, "-i", LoadsGomp.class.getName())));
        assertThat(with.json()).hasSize(1);
    }

    @Test
    void theTableIsForPeople() throws Exception {
        Installed.GOMP.path();
        CommandLineRun run = CommandLineRun.of("info", "-i", "gomp", "--table");
        assertThat(run.exitCode()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("LIBRARY  USER API  PRODUCT  THREADS  LIMIT REACHES");
        assertThat(lines.get(1)).matches("libgomp +openmp +openmp +3 +current_thread +- +- +- +/.*libgomp.*");
        assertThat(CommandLineRun.of("info", "--table").out())
                .isEqualToIgnoringNewLines("No native thread pool is loaded.");
    }

    @Test
    void wrongCommandLinesEndWithTwoAndSayWhy() throws Exception {
        for (String[] wrong : new String[][] {
            {},
            {"inform"},
            {"info", "--tabel"},
            {"info", "gomp"},
            {"limit", "--pid", "1"},
            {"limit", "--pid", "1", "blas=0"},
            {"limit", "blas=1"},
            {"callers", "--pid", "1", "--seconds", "0"},
            {"info", "--pid", "1", "-i", "gomp"}
        }) {
            CommandLineRun run = CommandLineRun.of(wrong);
            assertThat(run.exitCode()).as(String.join(" ", wrong)).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).isNotBlank();
        }
    }

    @Test
    void helpAndVersionAreAnswers() throws Exception {
        assertThat(CommandLineRun.of("--help").out()).contains("Usage: threadpoolctl");
        assertThat(CommandLineRun.of("info", "--help").out()).contains("--classpath");
        assertThat(CommandLineRun.of("--version").out())
                .startsWith("threadpoolctl ")
                .doesNotContain("{");
    }

    private static void copyTo(Path directory, Class<?> type) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        Path target = directory.resolve(file);
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        try (InputStream stream = Objects.requireNonNull(type.getResourceAsStream("/" + file))) {
            Files.copy(stream, target);
        }
    }
}
