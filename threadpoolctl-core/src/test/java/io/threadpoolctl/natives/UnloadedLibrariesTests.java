package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Libraries that were limited go when nobody else wants them any more, and nothing that is known refers to them then. */
@Timeout(300)
class UnloadedLibrariesTests {

    private static final int COPIES = 5;
    private static final String LOADER =
            "public class Loader { public static void load(String path) { System.load(path); } }";

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void temporaryCopiesOfOpenBlasGoWithTheirClassLoaders(String binding) throws Exception {
        Path openblas = Path.of(DebianLibrary.OPENBLAS_PTHREAD.path()).toRealPath();
        String directory = Scratch.newDirectory("copies").toString();
        List<String> copies = new ArrayList<>();
        for (int i = 0; i < COPIES; i++) {
            copies.add(Files.copy(openblas, Path.of(directory, "libopenblas" + i + ".so"))
                    .toString());
        }
        String loader = StubClass.compile("Loader", LOADER).toString();
        jvm(binding).run(() -> {
            Threadpools pools = Threadpools.ofProcess();
            pools.watch(Duration.ofMillis(50));
            loadAndLimit(pools, copies, loader);
            awaitUnmapped(directory, () -> {});
            assertThat(pools.info()).extracting(LibraryInfo::filepath).noneMatch(copies::contains);
        });
    }

    private static void loadAndLimit(Threadpools pools, List<String> copies, String loader) throws Exception {
        for (String copy : copies) {
            try (URLClassLoader temporary = new URLClassLoader(new URL[] {url(loader)}, null)) {
                temporary.loadClass("Loader").getMethod("load", String.class).invoke(null, copy);
            }
            pools.run(
                    Limits.blas(1),
                    () -> assertThat(pools.info())
                            .filteredOn(library -> library.filepath().equals(copy))
                            .extracting(LibraryInfo::numThreads)
                            .containsExactly(1));
        }
    }

    private static URL url(String directory) throws MalformedURLException {
        return Path.of(directory).toUri().toURL();
    }

    private static void awaitUnmapped(String directory, Runnable meanwhile) throws IOException {
        while (isMapped(directory)) {
            System.gc();
            meanwhile.run();
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static boolean isMapped(String directory) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.anyMatch(line -> line.contains(directory + "/"));
        }
    }

    private static NativeJvm jvm(String binding) {
        return NativeJvm.plain()
                .property("threadpoolctl.binding", binding)
                .environment("OPENBLAS_NUM_THREADS", "4")
                .killedAfter(Duration.ofMinutes(2));
    }
}
