package io.threadpoolctl.internal.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Reach;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.Warning;
import io.threadpoolctl.natives.DebianLibrary;
import io.threadpoolctl.natives.NativeCode;
import io.threadpoolctl.natives.NativeJvm;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import io.threadpoolctl.spi.ThreadControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@Timeout(60)
class CatalogueTests {

    private final List<String> problems = new ArrayList<>();
    private final Catalogue catalogue = new Catalogue(problems::add);

    @ParameterizedTest
    @CsvSource({
        "/opt/libfake.so.3, libfake",
        "/opt/libfake_core.so, libfake_core",
        "/opt/libfakery.so, libfake",
        "/opt/LibFake-1.SO, libfake",
        "/opt/libother.so.2, libother",
        "/opt/libtorch_cpu-98b21ff3.so.1, libtorch_cpu-98b21ff3",
        "/opt/libother.2.dylib, libother.2",
        "C:\\blas\\other.dll, other",
        "/opt/other, other",
        "/opt/.so, .so"
    })
    void theLongestPrefixOfTheFamilyIsTheNameOrElseTheStemOfTheFile(String path, String prefix) {
        catalogue.register(new Family("fake", "libfake", "libfake_core"));
        assertThat(recognise(path))
                .isNotNull()
                .extracting(PooledLibrary::prefix)
                .isEqualTo(prefix);
    }

    @Test
    void theFamilyRegisteredLastIsAskedFirst() {
        catalogue.register(new Family("first", "libfirst"));
        catalogue.register(new Family("last", "liblast"));
        PooledLibrary library = recognise("/opt/libfirst.so");
        assertThat(library).isNotNull();
        assertThat(library.keys()).containsExactly("/opt/libfirst.so", "libfirst", "last", "fakeapi");
    }

    /** As when an application is started again in the same JVM. */
    @Test
    void aFamilyReplacesTheOneOfTheSameClassAndProduct() {
        catalogue.register(new Family("again", "libold"));
        catalogue.register(new Family("other", "libother"));
        catalogue.register(new Family("again", "libnew"));
        assertThat(catalogue.keys()).contains("again", "libnew", "libother").doesNotContain("libold");
    }

    @Test
    void whatNoFamilyKnowsIsNothing() {
        assertThat(recognise("/opt/libm.so")).isNull();
        assertThat(problems).isEmpty();
    }

    @Test
    void allNamesOfAllFamiliesCanBeUsed() {
        catalogue.register(new Family("fake", "libfake"));
        assertThat(catalogue.keys())
                .contains("fakeapi", "fake", "libfake", "blas", "openblas", "libopenblas", "openmp", "libgomp");
    }

    /** Where an odd family may fail. */
    enum Odd {
        IN_RECOGNISE,
        IN_PREFIXES_LATER,
        IN_PREFIXES,
        IN_USER_API,
        IN_INTERNAL_API
    }

    @Test
    void aFamilyThatFailsToRecogniseIsReportedAndTheOthersGoOn() {
        catalogue.register(new Family("good", "libgood"));
        catalogue.register(new OddFamily(Odd.IN_RECOGNISE));
        PooledLibrary library = recognise("/opt/libgood.so");
        assertThat(library).isNotNull();
        assertThat(library.prefix()).isEqualTo("libgood");
        assertThat(problems)
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem).contains(OddFamily.class.getName(), "recognise()", "out of order"));
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"IN_RECOGNISE", "IN_PREFIXES_LATER"})
    void aFamilyThatCannotTellItsNamesIsNotRegistered(Odd where) {
        catalogue.register(new Family("good", "libgood"));
        catalogue.register(new OddFamily(where));
        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains(OddFamily.class.getName(), "out of order"));
        assertThat(recognise("/opt/libgood.so")).isNotNull();
        assertThat(catalogue.keys()).contains("good", "libgood", "blas").doesNotContain("odd", "libodd");
    }

    /** The names were told at first and would not be any more. */
    @Test
    void aFamilyIsAskedForItsNamesOnce() {
        catalogue.register(new Family("good", "libgood"));
        catalogue.register(new OddFamily(Odd.IN_PREFIXES_LATER));
        assertThat(recognise("/opt/libgood.so")).isNotNull();
        assertThat(catalogue.keys()).contains("libodd");
        assertThat(problems).isEmpty();
    }

    /** What comes on the class path by itself is looked for in a JVM of its own, which has it on its class path. */
    @Test
    void familiesOnTheClassPathThatCannotBeUsedAreReportedAndLeftOut(@TempDir Path directory) throws IOException {
        String ours = Provided.class.getName();
        provide(
                directory,
                "no.such.Family",
                FailingToBeMade.class.getName(),
                "io.threadpoolctl.Limits",
                "from.the.Future",
                ours);
        Path future = Files.createDirectories(directory.resolve("from/the")).resolve("Future.class");
        Files.write(future, new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0x7f, 0x7f});
        String gomp = DebianLibrary.LIBGOMP.path();
        NativeJvm.plain().withClassPath(directory).run(() -> {
            NativeCode.load(gomp);
            Threadpools pools = Threadpools.ofProcess();
            assertThat(pools.info())
                    .singleElement()
                    .satisfies(info -> assertThat(info.internalApi()).isEqualTo("provided"));
            pools.check(Limits.of("provided", 1));
            assertThat(pools.warnings())
                    .hasSize(4)
                    .allMatch(warning -> warning.kind() == Warning.Kind.NOT_EXAMINED)
                    .extracting(Warning::message)
                    .anyMatch(message -> message.contains("no.such.Family"))
                    .anyMatch(message -> message.contains(FailingToBeMade.class.getName()))
                    .anyMatch(message -> message.contains("io.threadpoolctl.Limits"))
                    .anyMatch(message -> message.contains("from/the/Future"));
        });
    }

    private static void provide(Path directory, String... families) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.write(services.resolve(LibraryFamily.class.getName()), List.of(families));
    }

    private @Nullable PooledLibrary recognise(String path) {
        return catalogue.recognise(new FakeLoaded(path));
    }

    /** Takes everything for its own. */
    private record Family(String internalApi, List<String> prefixes) implements LibraryFamily {

        Family(String internalApi, String... prefixes) {
            this(internalApi, List.of(prefixes));
        }

        @Override
        public UserApi userApi() {
            return new UserApi("fakeapi");
        }

        @Override
        public @Nullable ThreadControl recognise(LoadedLibrary library) {
            return library.fileName().equals("libm.so") ? null : new FakeControl();
        }
    }

    private static final class OddFamily implements LibraryFamily {

        private final Odd where;
        private int prefixesAsked;

        OddFamily(Odd where) {
            this.where = where;
        }

        private <T> T unless(Odd failure, T answer) {
            if (where == failure) {
                throw new IllegalStateException("out of order");
            }
            return answer;
        }

        @Override
        public UserApi userApi() {
            return unless(Odd.IN_USER_API, new UserApi("odd"));
        }

        @Override
        public String internalApi() {
            return unless(Odd.IN_INTERNAL_API, "odd");
        }

        @Override
        public List<String> prefixes() {
            prefixesAsked++;
            boolean first = prefixesAsked == 1;
            return unless(first ? Odd.IN_PREFIXES : Odd.IN_PREFIXES_LATER, List.of("libodd"));
        }

        @Override
        public @Nullable ThreadControl recognise(LoadedLibrary library) {
            return unless(Odd.IN_RECOGNISE, new FakeControl());
        }
    }

    /** A family that is found on the class path; it knows libgomp. */
    public static final class Provided implements LibraryFamily {

        @Override
        public UserApi userApi() {
            return UserApi.OPENMP;
        }

        @Override
        public String internalApi() {
            return "provided";
        }

        @Override
        public List<String> prefixes() {
            return List.of("libgomp");
        }

        @Override
        public @Nullable ThreadControl recognise(LoadedLibrary library) {
            return library.exports("omp_get_max_threads") ? new FakeControl() : null;
        }
    }

    /** A family that is found on the class path and cannot be made. */
    public static final class FailingToBeMade implements LibraryFamily {

        /** Always fails. */
        public FailingToBeMade() {
            throw new IllegalStateException("not today");
        }

        @Override
        public UserApi userApi() {
            return UserApi.BLAS;
        }

        @Override
        public String internalApi() {
            return "failing";
        }

        @Override
        public List<String> prefixes() {
            return List.of("libfailing");
        }

        @Override
        public @Nullable ThreadControl recognise(LoadedLibrary library) {
            return null;
        }
    }

    private record FakeControl() implements ThreadControl {

        @Override
        public Reach reach() {
            return Reach.PROCESS;
        }

        @Override
        public Integer threads() {
            return 1;
        }

        @Override
        public long limit(int threads) {
            return 1;
        }

        @Override
        public void restore(long replaced) {}
    }

    /** A library that exports nothing. */
    private record FakeLoaded(String path) implements LoadedLibrary {

        @Override
        public @Nullable NativeFunction function(String symbol) {
            return null;
        }

        @Override
        public @Nullable NativeFunction reachableFunction(String symbol) {
            return null;
        }
    }
}
