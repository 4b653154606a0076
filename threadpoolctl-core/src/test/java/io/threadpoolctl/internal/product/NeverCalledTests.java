package io.threadpoolctl.internal.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threadpoolctl.UserApi;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import io.threadpoolctl.spi.ThreadControl;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class NeverCalledTests {

    private static final Path PROJECT = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolve("..")
            .normalize();

    @ParameterizedTest
    @MethodSource("names")
    void noMainSourceNamesItElsewhere(String name) throws IOException {
        List<Path> sources = mainSources();
        assertThat(sources).hasSizeGreaterThan(100);
        assertThat(sources.stream().filter(source -> contains(source, name)))
                .extracting(source -> source.getFileName().toString())
                .containsExactly("NeverCalled.java");
    }

    @Test
    void allOfThemAreInTheDocumentation() throws IOException {
        String documentation = Files.readString(PROJECT.resolve("docs/libraries.md"));
        assertThat(documentation)
                .contains("`LGBM_SetMaxThreads`", "`blas_thread_shutdown_`", "`at::set_num_threads`")
                .contains("`omp_pause_resource`", "`omp_pause_resource_all`", "`openblas_set_num_threads`")
                .contains("`cv::setNumThreads`");
    }

    @ParameterizedTest
    @MethodSource("names")
    void itIsRefusedInWhateverLibraryItIs(String name) {
        LoadedLibrary library = NeverCalled.without(new RecordedLibrary("/lib/libx.so", name, "harmless"));
        assertThatThrownBy(() -> library.function(name))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("never");
        assertThatThrownBy(() -> library.reachableFunction(name)).isInstanceOf(UnsupportedOperationException.class);
        assertThat(library.exports(name)).as("a library may be told by it").isTrue();
        assertThat(library.function("harmless")).isNotNull();
        assertThat(library.function("absent")).isNull();
    }

    @Test
    void aNameThatALibraryDoesNotHaveIsJustAbsent() {
        LoadedLibrary library = NeverCalled.without(new RecordedLibrary("/lib/libx.so"));
        for (String name : NeverCalled.names()) {
            assertThat(library.function(name)).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "scipy_, 64_", "'', _64"})
    void openBlasOnOpenMpDoesNotGiveOutItsSetters(String before, String after) {
        for (String setter : Set.of("openblas_set_num_threads", "goto_set_num_threads")) {
            String name = before + setter + after;
            assertThatThrownBy(() -> NeverCalled.without(openBlas(before, after, 2, name))
                            .function(name))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("OpenMP");
            assertThat(NeverCalled.without(openBlas(before, after, 1, name)).function(name))
                    .as("with threads of its own it is safe")
                    .isNotNull();
        }
        for (String setter : Set.of("openblas_set_num_threads_local", "openblas_set_num_threads_")) {
            assertThatThrownBy(() -> NeverCalled.without(openBlas(before, after, 2, setter))
                            .function(setter))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void neitherDoesALibraryThatDependsOnIt() {
        RecordedLibrary glue = new RecordedLibrary("/lib/libjniopenblas.so")
                .dependingOn(openBlas("", "", 2, "openblas_set_num_threads"));
        assertThatThrownBy(() -> NeverCalled.without(glue).reachableFunction("openblas_set_num_threads"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(NeverCalled.without(glue).function("openblas_set_num_threads"))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"_ZN2cv13setNumThreadsEi", "?setNumThreads@cv@@YAXH@Z"})
    void openCvOnTbbDoesNotGiveOutItsSetter(String setter) {
        RecordedLibrary tbb = new RecordedLibrary("/lib/libtbb.so.12", "TBB_runtime_interface_version");
        RecordedLibrary onTbb = new RecordedLibrary("/lib/libopencv_core.so.406", setter).dependingOn(tbb);
        assertThatThrownBy(() -> NeverCalled.without(onTbb).function(setter))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("TBB");
        RecordedLibrary module = new RecordedLibrary("/lib/libopencv_imgproc.so.406").dependingOn(onTbb);
        assertThatThrownBy(() -> NeverCalled.without(module).reachableFunction(setter))
                .isInstanceOf(UnsupportedOperationException.class);
        RecordedLibrary byItself = new RecordedLibrary("/lib/libopencv_core.so.413", setter);
        assertThat(NeverCalled.without(byItself).function(setter)).isNotNull();
    }

    /** Whoever adds a method to the interface is reminded that the guard has to hand it on. */
    @Test
    void allElseIsTheLibrarys() {
        RecordedLibrary library = new RecordedLibrary("/lib/libx.so.1");
        LoadedLibrary guarded = NeverCalled.without(library);
        assertThat(guarded.path()).isEqualTo(library.path());
        assertThat(guarded.loadedAs()).isEqualTo(library.loadedAs());
        assertThat(guarded.fileName()).isEqualTo(library.fileName());
        assertThat(guarded.identity()).isEqualTo(library.identity());
        List<String> handedOn = Arrays.stream(guarded.getClass().getDeclaredMethods())
                .map(Method::getName)
                .toList();
        assertThat(LoadedLibrary.class.getMethods()).extracting(Method::getName).allMatch(handedOn::contains);
    }

    @Test
    void aFamilyThatAsksForOneIsReportedAndItsLibraryLeftAlone() {
        List<String> problems = new ArrayList<>();
        Catalogue catalogue = new Catalogue(problems::add);
        catalogue.register(new Careless());
        RecordedLibrary library = new RecordedLibrary("/lib/lib_lightgbm.so", "LGBM_SetMaxThreads");
        assertThat(catalogue.recognise(library)).isNull();
        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .contains("/lib/lib_lightgbm.so", "LGBM_SetMaxThreads", "never", "Careless"));
        assertThat(library.calls("LGBM_SetMaxThreads")).isZero();
    }

    static Set<String> names() {
        return NeverCalled.names();
    }

    private static RecordedLibrary openBlas(String before, String after, int parallel, String setter) {
        return new RecordedLibrary(
                        "/lib/libopenblas.so.0",
                        before + "openblas_get_num_threads" + after,
                        before + "openblas_get_config" + after,
                        setter)
                .with(before + "openblas_get_parallel" + after, none -> parallel);
    }

    private static List<Path> mainSources() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(PROJECT)) {
            for (Path main : modules.map(module -> module.resolve("src/main"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(main)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        return sources;
    }

    private static boolean contains(Path source, String name) {
        try {
            return Files.readString(source).contains("\"" + name + "\"");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private record Careless() implements LibraryFamily {

        @Override
        public UserApi userApi() {
            return new UserApi("careless");
        }

        @Override
        public String internalApi() {
            return "careless";
        }

        @Override
        public List<String> prefixes() {
            return List.of("lib_lightgbm");
        }

        @Override
        public @Nullable ThreadControl recognise(LoadedLibrary library) {
            NativeFunction setter = library.function("LGBM_SetMaxThreads");
            if (setter != null) {
                setter.asIntConsumer().accept(1);
            }
            return null;
        }
    }
}
