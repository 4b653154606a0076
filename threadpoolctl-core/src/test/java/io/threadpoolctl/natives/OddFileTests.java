package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that have gone, moved, or look like each other. */
@Timeout(60)
class OddFileTests {

    private static final int POOL = 4;

    @ParameterizedTest
    @EnumSource
    void aLibraryDeletedAfterItWasLoadedIsFoundUnderItsPathAndLimited(Kernel kernel) {
        String copy = copyOfOpenBlas("unpacked");
        jvm(kernel).run(() -> {
            NativeCode blas = loadWide(copy);
            Files.delete(Path.of(copy));
            assertFoundAndLimited(copy, blas);
        });
    }

    /** Java unpacks a library to a temporary directory, loads it, and deletes it all. */
    @Test
    void aLibraryWhoseDirectoryIsGoneIsFoundAndLimited() {
        String copy = copyOfOpenBlas("unpacked");
        jvm().run(() -> {
            NativeCode blas = loadWide(copy);
            Files.delete(Path.of(copy));
            Files.delete(Path.of(copy).getParent());
            assertFoundAndLimited(copy, blas);
        });
    }

    @Test
    void aLibraryLoadedThroughALinkedDirectoryIsFoundOnceTheLinkIsGone() {
        String copy = copyOfOpenBlas("unpacked");
        Path link = Scratch.newDirectory("links").resolve("link");
        String linked = link.resolve(Path.of(copy).getFileName()).toString();
        jvm().run(() -> {
            Files.createSymbolicLink(Path.of(linked).getParent(), Path.of(copy).getParent());
            NativeCode blas = loadWide(linked);
            Files.delete(Path.of(linked).getParent());
            assertFoundAndLimited(copy, blas);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aLibraryLoadedThroughALinkedDirectoryIsFoundOnceTheLinkAndTheFileAreGone(Kernel kernel) {
        String copy = copyOfOpenBlas("unpacked");
        Path link = Scratch.newDirectory("links").resolve("link");
        String linked = link.resolve(Path.of(copy).getFileName()).toString();
        jvm(kernel).run(() -> {
            Files.createSymbolicLink(Path.of(linked).getParent(), Path.of(copy).getParent());
            NativeCode blas = loadWide(linked);
            Files.delete(Path.of(linked).getParent());
            Files.delete(Path.of(copy));
            assertFoundAndLimited(copy, blas);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aLibraryReplacedByAnotherFileAfterItWasLoadedIsStillTheOneThatIsLimited(Kernel kernel) {
        String copy = copyOfOpenBlas("unpacked");
        String other = DebianLibrary.OPENBLAS_SERIAL.path();
        jvm(kernel).run(() -> {
            NativeCode blas = loadWide(copy);
            Files.delete(Path.of(copy));
            Files.copy(Path.of(other), Path.of(copy));
            assertFoundAndLimited(copy, blas);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aPathWithBlanksAndLettersOfOtherLanguagesIsShownAsItIs(Kernel kernel) {
        String original = DebianLibrary.OPENBLAS_PTHREAD.path();
        String parent = Scratch.newDirectory("odd").toString();
        jvm(kernel).environment("LC_ALL", "C.UTF-8").run(() -> {
            Assumptions.assumeTrue(
                    "UTF-8".equals(System.getProperty("sun.jnu.encoding")),
                    "This system has no locale C.UTF-8, so Java cannot make a path of such a name.");
            Path directory = Files.createDirectory(Path.of(parent, "a b \u00fc (deleted)"));
            Path copy = Files.copy(Path.of(original), directory.resolve("libopenblas odd.so"));
            assertFoundAndLimited(copy.toString(), loadWide(copy.toString()));
        });
    }

    /** In the locale of a bare container Java cannot even make a path of such a name. */
    @Test
    void aPathThatTheLocaleCannotWriteSpoilsNothing() {
        String odd = CStub.compile("tiny_openblas.c", "libopenblas_tiny.so");
        String plain = DebianLibrary.OPENBLAS_PTHREAD.path();
        String parent = String.valueOf(Path.of(odd).getParent());
        String command = "d=$(printf '" + parent + "/\\303\\274') && mkdir \"$d\" && mv " + odd + " \"$d\"";
        jvm().environment("LC_ALL", "POSIX").property("jna.encoding", "UTF-8").run(() -> {
            Process shell = new ProcessBuilder("sh", "-c", command).start();
            assertThat(shell.waitFor()).isZero();
            String moved = parent + "/\u00fc/libopenblas_tiny.so";
            NativeCode.load(moved);
            NativeCode blas = loadWide(plain);
            Threadpools pools = Threadpools.ofProcess();
            assertThat(pools.info()).extracting(LibraryInfo::filepath).containsExactlyInAnyOrder(moved, plain);
            pools.run(
                    Limits.blas(1),
                    () -> assertThat(blas.call("openblas_get_num_threads")).isEqualTo(1));
        });
    }

    @ParameterizedTest
    @EnumSource
    void oneFileUnderTwoNamesIsOneLibrary(Kernel kernel) {
        String path = DebianLibrary.OPENBLAS_PTHREAD.path();
        String alias = Path.of(path).resolveSibling("libopenblas.so.0").toString();
        jvm(kernel).run(() -> {
            NativeCode.load(alias);
            assertFoundAndLimited(path, loadWide(path));
        });
    }

    /** As a tool does that reads the symbols of the libraries it sees; the text then has further lines of that path. */
    @ParameterizedTest
    @EnumSource
    void aLibraryWhoseFileIsMappedAgainAsDataIsOneLibrary(Kernel kernel) {
        String path = DebianLibrary.OPENBLAS_PTHREAD.path();
        jvm(kernel).run(() -> {
            NativeCode blas = loadWide(path);
            Threadpools pools = Threadpools.ofProcess();
            assertThat(pools.info()).hasSize(1);
            try (FileChannel file = FileChannel.open(Path.of(path))) {
                List<MappedByteBuffer> mappings = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    mappings.add(file.map(FileChannel.MapMode.READ_ONLY, 0, file.size()));
                    assertThat(pools.info()).hasSize(1);
                }
                pools.run(
                        Limits.blas(2),
                        () -> pools.run(
                                Limits.blas(1),
                                () -> assertThat(blas.call("openblas_get_num_threads"))
                                        .isEqualTo(1)));
                assertThat(mappings).hasSize(10);
            }
            assertThat(pools.info()).hasSize(1);
            assertThat(blas.call("openblas_get_num_threads")).isEqualTo(POOL);
        });
    }

    @ParameterizedTest
    @EnumSource
    void twoLibrariesOfOneNameAreToldApartByTheirPaths(Kernel kernel) {
        String pthread = DebianLibrary.OPENBLAS_PTHREAD.path();
        String openMp = DebianLibrary.OPENBLAS_OPENMP.path();
        assertThat(Path.of(pthread).getFileName()).isEqualTo(Path.of(openMp).getFileName());
        jvm(kernel).run(() -> {
            NativeCode onThreads = loadWide(pthread);
            NativeCode onOpenMp = NativeCode.load(openMp);
            Threadpools pools = Threadpools.ofProcess();
            assertThat(pools.select(UserApi.BLAS).info())
                    .extracting(LibraryInfo::filepath, LibraryInfo::prefix, LibraryInfo::threadingLayer)
                    .containsExactlyInAnyOrder(
                            tuple(pthread, "libopenblas", "pthreads"), tuple(openMp, "libopenblas", "openmp"));
            pools.run(Limits.of(Map.of(pthread, 1)), () -> {
                assertThat(onThreads.call("openblas_get_num_threads")).isEqualTo(1);
                assertThat(onOpenMp.call("omp_get_max_threads")).isEqualTo(POOL);
            });
            pools.run(Limits.of(Map.of(openMp, 1)), () -> {
                assertThat(onThreads.call("openblas_get_num_threads")).isEqualTo(POOL);
                assertThat(onOpenMp.call("omp_get_max_threads")).isEqualTo(1);
            });
            pools.run(Limits.of("libopenblas", 1), () -> {
                assertThat(onThreads.call("openblas_get_num_threads")).isEqualTo(1);
                assertThat(onOpenMp.call("omp_get_max_threads")).isEqualTo(1);
            });
        });
    }

    @Test
    void copiesOfOneLibraryAreLimitedEachForItself() {
        String first = copyOfOpenBlas("first");
        String second = copyOfOpenBlas("second");
        jvm().run(() -> {
            List<NativeCode> both = List.of(loadWide(first), loadWide(second));
            Threadpools pools = Threadpools.ofProcess();
            pools.run(
                    Limits.of(first, 1).and(Limits.of(second, 2)),
                    () -> assertThat(both)
                            .extracting(blas -> blas.call("openblas_get_num_threads"))
                            .containsExactly(1, 2));
            assertThat(both)
                    .extracting(blas -> blas.call("openblas_get_num_threads"))
                    .containsOnly(POOL);
        });
    }

    /** Debian's {@code libblas.so.3} and {@code liblapack.so.3} find OpenBLAS's symbols in the library they need. */
    @Test
    void aLibraryThatOnlyNeedsOpenBlasIsNotTakenForIt() {
        Path openBlas = Path.of(DebianLibrary.OPENBLAS_PTHREAD.path());
        String blas = openBlas.resolveSibling("libblas.so.3").toString();
        String lapack = openBlas.resolveSibling("liblapack.so.3").toString();
        jvm().run(() -> {
            assertThat(NativeCode.load(blas).find("openblas_get_num_threads")).isPresent();
            NativeCode.load(lapack);
            assertThat(Threadpools.ofProcess().info())
                    .extracting(LibraryInfo::prefix)
                    .containsExactly("libopenblas");
        });
    }

    /** What {@code System.load} loads is private to its class loader's libraries; making it public changes what others find. */
    @Test
    void aPrivateLibraryStaysPrivate() {
        String blas = MavenLibrary.OPENBLAS.path();
        String openMp = DebianLibrary.OPENBLAS_OPENMP.path();
        jvm().run(() -> {
            System.load(blas);
            System.load(openMp);
            List<String> symbols = List.of("openblas_get_num_threads", "cblas_dgemm", "omp_get_max_threads");
            assertThat(symbols).noneMatch(NativeCode::isVisibleToAll);
            Threadpools pools = Threadpools.ofProcess();
            assertThat(pools.select(UserApi.BLAS).info()).hasSize(2);
            try (LimitScope scope = pools.limit(Limits.all(1))) {
                assertThat(scope.original()).isNotEmpty();
                assertThat(pools.snapshot().pools()).hasSize(3);
            }
            assertThat(symbols).noneMatch(NativeCode::isVisibleToAll);
        });
    }

    /** The guard of the guard: a library that is visible to all is seen as such. */
    @Test
    void aPublicLibraryIsSeenToBePublic() {
        String blas = MavenLibrary.OPENBLAS.path();
        jvm().run(() -> {
            NativeCode.loadForAll(blas);
            assertThat(NativeCode.isVisibleToAll("openblas_get_num_threads")).isTrue();
        });
    }

    @Test
    void aLibraryThatIsUnloadedBeforeItIsSeenIsForgottenWithoutHarm() {
        String stub = CStub.compile("tiny_openblas.c", "libopenblas_tiny.so");
        jvm().run(() -> {
            Threadpools pools = Threadpools.ofProcess();
            for (int i = 0; i < 50; i++) {
                NativeCode.load(stub).unload();
                pools.refresh();
                assertThat(pools.info()).isEmpty();
            }
        });
    }

    /** A library that we know cannot vanish below us: we hold it, too. */
    @Test
    void aLibraryThatIsUnloadedAfterItWasSeenStaysUsable() {
        String stub = CStub.compile("tiny_openblas.c", "libopenblas_tiny.so");
        String later = DebianLibrary.LIBOMP.path();
        jvm().run(() -> {
            NativeCode code = NativeCode.load(stub);
            NativeCode.load(later); // the last library that was loaded is held for another reason
            Threadpools pools = Threadpools.ofProcess();
            assertThat(pools.info()).hasSize(2);
            code.unload();
            assertThat(pools.select(UserApi.BLAS).info()).hasSize(1);
            pools.run(
                    Limits.blas(1),
                    () -> assertThat(pools.select(UserApi.BLAS).info())
                            .singleElement()
                            .satisfies(info -> assertThat(info.numThreads()).isEqualTo(1)));
        });
    }

    private static NativeJvm jvm() {
        return jvm(Kernel.OF_THIS_MACHINE);
    }

    private static NativeJvm jvm(Kernel kernel) {
        return kernel.jvm().environment("OMP_NUM_THREADS", Integer.toString(POOL));
    }

    private static String copyOfOpenBlas(String directory) {
        return Scratch.copy(
                        Path.of(DebianLibrary.OPENBLAS_PTHREAD.path()),
                        Scratch.newDirectory(directory),
                        "libopenblas.so.0")
                .toString();
    }

    private static NativeCode loadWide(String path) {
        NativeCode blas = NativeCode.load(path);
        OpenBlasFlavour.DEBIAN_PTHREAD.widen(blas, POOL);
        return blas;
    }

    private static void assertFoundAndLimited(String path, NativeCode blas) {
        Threadpools pools = Threadpools.ofProcess();
        assertThat(pools.info())
                .singleElement()
                .satisfies(info -> assertThat(info.filepath()).isEqualTo(path))
                .satisfies(info -> assertThat(info.threadingLayer()).isEqualTo("pthreads"));
        pools.run(
                Limits.blas(1),
                () -> assertThat(blas.call("openblas_get_num_threads")).isEqualTo(1));
        assertThat(blas.call("openblas_get_num_threads")).isEqualTo(POOL);
    }
}
