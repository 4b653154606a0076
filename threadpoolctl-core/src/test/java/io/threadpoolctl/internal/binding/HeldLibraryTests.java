package io.threadpoolctl.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.natives.CStub;
import io.threadpoolctl.natives.DebianLibrary;
import io.threadpoolctl.natives.NativeCode;
import io.threadpoolctl.natives.NativeJvm;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A library that was wanted is given back and taken again. */
@Timeout(300)
class HeldLibraryTests {

    private static final int STEPS = 1000;
    private static final int COPIES = 20;

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void aStubThatSomebodyElseHoldsIsTheSameAfterwards(String binding) {
        String stub = CStub.compile("tiny_openblas.c", "libopenblas_tiny.so");
        String last = DebianLibrary.LIBGOMP.path();
        jvm(binding).run(() -> {
            NativeProcess process = NativeProcess.current();
            NativeCode code = NativeCode.load(stub);
            NativeCode.load(last);
            LoadedLibrary library = library(process, stub);
            NativeFunction getter = getter(library);
            process.release(library);
            assertThat(library.exports("openblas_get_num_threads")).isFalse();
            assertThat(library.function("openblas_get_num_threads")).isNull();
            assertThat(library.reachableFunction("openblas_get_num_threads")).isNull();
            assertThat(library.path()).isEqualTo(stub);
            assertThat(library.loadedAs()).isEqualTo(stub);
            process.release(library);
            assertThat(libraries(process)).as("it is still there").containsExactly(library);
            assertThat(process.reacquire(library)).isTrue();
            assertThat(process.reacquire(library)).as("a second time").isTrue();
            assertThat(getter(library).address()).isEqualTo(getter.address());
            code.unload();
            assertThat(isMapped(stub)).as("held again").isTrue();
            assertThat((int) getter.call()).isEqualTo(4);
            process.release(library);
            assertThat(isMapped(stub)).as("held twice").isFalse();
        });
    }

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void aStubThatNobodyHoldsGoesAndIsForgottenForGood(String binding) {
        String stub = CStub.compile("tiny_openblas.c", "libopenblas_tiny.so");
        String last = DebianLibrary.LIBGOMP.path();
        jvm(binding).run(() -> {
            NativeProcess process = NativeProcess.current();
            NativeCode code = NativeCode.load(stub);
            NativeCode.load(last);
            LoadedLibrary library = library(process, stub);
            code.unload();
            assertThat(isMapped(stub)).isTrue();
            process.release(library);
            assertThat(isMapped(stub)).isFalse();
            assertThat(process.reacquire(library)).isFalse();
            assertThat(libraries(process)).isEmpty();
            NativeCode.load(stub);
            assertThat(process.mayHaveChanged()).isTrue();
            assertThat(libraries(process)).singleElement().isNotSameAs(library);
            assertThat(process.reacquire(library))
                    .as("another one is there now")
                    .isFalse();
        });
    }

    /** It may have all addresses of the one before, and still be as it was when it was loaded. */
    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void aStubThatIsLoadedAgainIsAnotherLibrary(String binding) {
        String stub = CStub.compile("tiny_openblas.c", "libopenblas_tiny.so");
        String last = DebianLibrary.LIBGOMP.path();
        jvm(binding).run(() -> {
            NativeProcess process = NativeProcess.current();
            NativeCode code = NativeCode.load(stub);
            NativeCode.load(last);
            LoadedLibrary library = library(process, stub);
            process.release(library);
            code.unload();
            NativeCode.load(stub);
            LoadedLibrary another = library(process, stub);
            assertThat(another).isNotSameAs(library);
            assertThat(process.reacquire(library)).isFalse();
            assertThat(process.reacquire(another)).isTrue();
        });
    }

    /** A renamed copy of the loader's memory would be taken for it; the path alone is not enough. */
    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void whatComesBackIsWhatWasThereWhileStubsComeAndGo(String binding) {
        String stub = CStub.compile("tiny_openblas.c", "libopenblas_tiny.so");
        long seed = Long.getLong("threadpoolctl.test.seed", System.nanoTime());
        System.out.println("HeldLibraryTests: repeat with -Dthreadpoolctl.test.seed=" + seed);
        NativeJvm jvm = jvm(binding).fullyCompiled().environment("MALLOC_MMAP_THRESHOLD_", "1000");
        jvm.environment("MALLOC_MMAP_MAX_", "1000000").run(() -> {
            NativeProcess process = NativeProcess.current();
            AtomicBoolean over = new AtomicBoolean();
            ExecutorService threads = Executors.newCachedThreadPool();
            Future<?> looking = threads.submit(() -> {
                while (!over.get()) {
                    callAndRelease(process);
                }
            });
            List<Future<?>> storm = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                List<String> paths = new ArrayList<>();
                for (int k = 0; k < COPIES; k++) {
                    paths.add(copy(stub, "libopenblas" + i + "_" + k + ".so"));
                }
                Random random = new Random(seed + i);
                storm.add(threads.submit(() -> comeAndGo(paths, random)));
            }
            for (Future<?> thread : storm) {
                thread.get();
            }
            over.set(true);
            looking.get();
            threads.shutdown();
        });
    }

    /** Every function of every library that is held can be called, and lies where the file of its path is mapped. */
    private static void callAndRelease(NativeProcess process) {
        for (LoadedLibrary library : libraries(process)) {
            if (process.reacquire(library)) {
                NativeFunction getter = getter(library);
                assertThat(MemoryMaps.parse(MappedFiles.read()).pathAt(getter.address()))
                        .isEqualTo(library.path());
                assertThat((int) getter.call()).isEqualTo(4);
                process.release(library);
            }
        }
    }

    private static void comeAndGo(List<String> paths, Random random) {
        NativeCode[] loaded = new NativeCode[paths.size()];
        for (int step = 0; step < STEPS; step++) {
            int i = random.nextInt(loaded.length);
            if (loaded[i] == null) {
                loaded[i] = NativeCode.load(paths.get(i));
            } else {
                loaded[i].unload();
                loaded[i] = null;
            }
        }
    }

    private static LoadedLibrary library(NativeProcess process, String path) {
        return libraries(process).stream()
                .filter(library -> library.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static List<LoadedLibrary> libraries(NativeProcess process) {
        return process.libraries(library -> library.fileName().startsWith("libopenblas"));
    }

    private static NativeFunction getter(LoadedLibrary library) {
        return Objects.requireNonNull(library.function("openblas_get_num_threads"));
    }

    private static boolean isMapped(String path) throws IOException {
        return Files.readString(Path.of("/proc/self/maps")).contains(path);
    }

    private static String copy(String library, String name) throws IOException {
        return Files.copy(Path.of(library), Path.of(library).resolveSibling(name))
                .toString();
    }

    private static NativeJvm jvm(String binding) {
        return NativeJvm.plain().property(Linkers.PROPERTY, binding);
    }
}
