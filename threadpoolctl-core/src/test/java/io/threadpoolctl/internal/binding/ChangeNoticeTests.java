package io.threadpoolctl.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threadpoolctl.natives.CStub;
import io.threadpoolctl.natives.DebianLibrary;
import io.threadpoolctl.natives.NativeCode;
import io.threadpoolctl.natives.NativeJvm;
import io.threadpoolctl.spi.LoadedLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cheap question whether anything has been loaded: it is asked at every scope. */
@Timeout(60)
class ChangeNoticeTests {

    /** For longer than a look by the clock would wait. */
    private static final long A_WHILE = Duration.ofMillis(200).toNanos();

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void whatIsLoadedIsNoticedAtOnceAndNothingElseIs(String binding) {
        String gomp = DebianLibrary.LIBGOMP.path();
        String omp = DebianLibrary.LIBOMP.path();
        NativeJvm.plain().property(Linkers.PROPERTY, binding).run(() -> {
            assertThat(NativeCode.isVisibleToAll("no_such_symbol")).isFalse(); // loads what the tests themselves need
            NativeProcess process = NativeProcess.current();
            assertThat(process.mayHaveChanged()).as("before the first look").isTrue();
            process.libraries(library -> false);
            assertNoticesNothing(process);
            for (String path : List.of(gomp, omp)) {
                NativeCode.load(path);
                assertThat(process.mayHaveChanged()).as(path).isTrue();
                process.libraries(library -> false);
                assertNoticesNothing(process);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void whatIsLoadedWhileAScanRunsIsNoticedAfterIt(String binding) {
        String gomp = DebianLibrary.LIBGOMP.path();
        String stub = CStub.compile("tiny_openblas.c", "libopenblas_tiny.so");
        String another = CStub.compile("shapes.c", "libshapes.so");
        NativeJvm.plain().property(Linkers.PROPERTY, binding).run(() -> {
            NativeProcess process = NativeProcess.current();
            process.libraries(library -> false);
            NativeCode.load(gomp);
            List<String> toBeLoaded = new ArrayList<>(List.of(stub, another));
            List<String> shown = new ArrayList<>();
            do {
                assertThat(process.mayHaveChanged()).isTrue();
                process.libraries(library -> {
                    if (library.path().equals(gomp)) {
                        toBeLoaded.forEach(NativeCode::load);
                    }
                    return !shown.add(library.path());
                });
            } while (process.mayHaveChanged() && shown.size() < 100);
            assertThat(shown).endsWith(gomp, stub, another).doesNotHaveDuplicates();
        });
    }

    /** Its addresses are used again, those of the loader's memory about it, too. */
    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void whatTakesThePlaceOfAnUnloadedLibraryIsAnother(String binding) {
        String stub = CStub.compile("tiny_openblas.c", "libopenblas_tiny.so");
        NativeJvm.plain().property(Linkers.PROPERTY, binding).run(() -> {
            assertThat(NativeCode.isVisibleToAll("no_such_symbol")).isFalse(); // loads what the tests themselves need
            NativeProcess process = NativeProcess.current();
            pathsShown(process);
            for (int i = 0; i < 20; i++) {
                String path = copy(stub, i + "a.so");
                NativeCode gone = NativeCode.load(path);
                String last = copy(stub, i + "b.so");
                NativeCode.load(last);
                assertThat(pathsShown(process)).containsExactly(path, last);
                gone.unload();
                String other = copy(stub, i + "c.so");
                NativeCode.load(other);
                assertThat(process.mayHaveChanged()).isTrue();
                assertThat(pathsShown(process)).containsExactly(other);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void aLibraryWithoutCodeIsNoticedAsAnyOther(String binding) {
        String data = CStub.compile("no_code.c", "libno_code.so", "-nostdlib", "-Wl,-z,noseparate-code");
        String gomp = DebianLibrary.LIBGOMP.path();
        NativeJvm.plain().property(Linkers.PROPERTY, binding).run(() -> {
            NativeProcess process = NativeProcess.current();
            NativeCode.load(data);
            assertThat(pathsShown(process)).contains(data);
            assertNoticesNothing(process);
            NativeCode.load(gomp);
            assertThat(process.mayHaveChanged()).isTrue();
            assertThat(pathsShown(process)).containsExactly(gomp);
            assertNoticesNothing(process);
        });
    }

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void eachLibraryIsShownOnceUnlessItIsToBeReconsidered(String binding) {
        String gomp = DebianLibrary.LIBGOMP.path();
        NativeJvm.plain().property(Linkers.PROPERTY, binding).run(() -> {
            NativeCode.load(gomp);
            NativeProcess process = NativeProcess.current();
            List<String> shown = new ArrayList<>();
            assertThat(process.libraries(library -> !shown.add(library.path()))).isEmpty();
            assertThat(shown).contains(gomp).doesNotHaveDuplicates();
            process.libraries(library -> !shown.add("again " + library));
            assertThat(shown).noneMatch(path -> path.startsWith("again"));
            process.reconsider();
            List<LoadedLibrary> wanted =
                    process.libraries(library -> library.path().equals(gomp));
            assertThat(wanted).extracting(LoadedLibrary::fileName).containsExactly("libgomp.so.1.0.0");
            assertThat(process.libraries(library -> false))
                    .as("what was wanted once stays, the same object")
                    .isEqualTo(wanted);
        });
    }

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void aLookThatFailedIsTakenAgain(String binding) {
        String gomp = DebianLibrary.LIBGOMP.path();
        NativeJvm.plain().property(Linkers.PROPERTY, binding).run(() -> {
            NativeProcess process = NativeProcess.current();
            process.libraries(library -> false);
            NativeCode.load(gomp);
            assertThatThrownBy(() -> process.libraries(library -> {
                        throw new StackOverflowError();
                    }))
                    .isInstanceOf(StackOverflowError.class);
            assertThat(process.mayHaveChanged()).isTrue();
            assertThat(process.libraries(library -> library.path().equals(gomp)))
                    .hasSize(1);
            assertNoticesNothing(process);
        });
    }

    private static String copy(String library, String name) throws IOException {
        return Files.copy(Path.of(library), Path.of(library).resolveSibling(name))
                .toString();
    }

    private static List<String> pathsShown(NativeProcess process) {
        List<String> shown = new ArrayList<>();
        process.libraries(library -> !shown.add(library.path()));
        return shown;
    }

    private static void assertNoticesNothing(NativeProcess process) {
        long end = System.nanoTime() + A_WHILE;
        while (System.nanoTime() - end < 0) {
            assertThat(process.mayHaveChanged()).isFalse();
        }
    }
}
