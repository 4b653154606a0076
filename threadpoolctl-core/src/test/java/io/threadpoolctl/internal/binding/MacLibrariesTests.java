package io.threadpoolctl.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On an image list in memory: macOS itself cannot be had. */
@Timeout(30)
class MacLibrariesTests {

    private static final int LAZY_LOCAL_NOLOAD = 0x1 | 0x4 | 0x10;

    private final FakeDyld dyld = new FakeDyld();
    private final MacLibraries libraries = new MacLibraries(dyld.linker);

    @Test
    void everyImageIsAskedAboutOnceAndTheWantedOnesAreKept() {
        dyld.load("/usr/lib/libSystem.B.dylib", 0x100);
        dyld.load("/opt/lib/libopenblas.0.dylib", 0x200);
        List<String> asked = new ArrayList<>();
        List<LoadedLibrary> first = libraries.scan(library -> {
            asked.add(library.path());
            return library.fileName().startsWith("libopenblas");
        });
        assertThat(asked).containsExactly("/usr/lib/libSystem.B.dylib", "/opt/lib/libopenblas.0.dylib");
        assertThat(first).extracting(LoadedLibrary::path).containsExactly("/opt/lib/libopenblas.0.dylib");
        List<LoadedLibrary> second = libraries.scan(library -> {
            throw new AssertionError(library);
        });
        assertThat(second).hasSize(1).first().isSameAs(first.get(0));
        assertThat(dyld.open).containsExactly("/opt/lib/libopenblas.0.dylib");
        assertThat(dyld.modes).containsOnly(LAZY_LOCAL_NOLOAD);
    }

    @Test
    void theNumberOfImagesTellsWhetherToLookAgain() {
        assertThat(libraries.mayHaveChanged()).isTrue();
        dyld.load("/one.dylib", 0x100);
        libraries.scan(library -> false);
        assertThat(libraries.mayHaveChanged()).isFalse();
        dyld.load("/two.dylib", 0x200);
        assertThat(libraries.mayHaveChanged()).isTrue();
        assertThat(libraries.scan(library -> true)).hasSize(1);
        libraries.reconsider();
        assertThat(libraries.scan(library -> true)).hasSize(2);
    }

    @Test
    void aNewImageIsNoticedAlsoIfAnotherHasGone() {
        dyld.load("/one.dylib", 0x100);
        dyld.load("/two.dylib", 0x200);
        libraries.scan(library -> false);
        dyld.images.remove(0);
        dyld.load("/three.dylib", 0x300);
        assertThat(libraries.mayHaveChanged()).isTrue();
        assertThat(libraries.scan(library -> true))
                .extracting(LoadedLibrary::path)
                .containsExactly("/three.dylib");
    }

    @Test
    void imagesThatMoveWhileTheyAreListedAreListedAgain() {
        dyld.load("/one.dylib", 0x100);
        dyld.load("/two.dylib", 0x200);
        dyld.load("/three.dylib", 0x300);
        dyld.afterName = () -> dyld.images.remove(0);
        List<String> shown = new ArrayList<>();
        libraries.scan(library -> !shown.add(library.toString()));
        assertThat(shown).containsExactly("/two.dylib", "/three.dylib");
        assertThat(libraries.mayHaveChanged()).isFalse();
    }

    @Test
    void anImageThatCannotBeOpenedYetIsAskedAboutLater() {
        dyld.load("/one.dylib", 0x100);
        dyld.unopenable = "/one.dylib";
        assertThat(libraries.scan(library -> true)).isEmpty();
        dyld.unopenable = null;
        assertThat(libraries.scan(library -> true)).hasSize(1);
    }

    @Test
    void anImageIsGivenBackAndTakenAgainIfItIsTheSame() {
        dyld.load("/libopenblas.dylib", 0x200, "openblas_get_num_threads");
        HeldLibrary openblas = (HeldLibrary) libraries.scan(library -> true).get(0);
        openblas.release();
        openblas.release();
        assertThat(dyld.open).isEmpty();
        assertThat(openblas.exports("openblas_get_num_threads")).isFalse();
        assertThat(openblas.reacquire()).isTrue();
        assertThat(openblas.reacquire()).isTrue();
        assertThat(dyld.open).containsExactly("/libopenblas.dylib");
        assertThat(openblas.exports("openblas_get_num_threads")).isTrue();
        openblas.release();
        dyld.images.clear();
        dyld.load("/libopenblas.dylib", 0x700);
        assertThat(openblas.reacquire()).isFalse();
        assertThat(dyld.open).isEmpty();
    }

    @Test
    void aSymbolOfADependencyIsReachableButNotItsOwn() {
        dyld.load("/libomp.dylib", 0x100, "omp_get_max_threads");
        dyld.load("/libopenblas.dylib", 0x200, "openblas_get_num_threads");
        List<LoadedLibrary> both = libraries.scan(library -> true);
        LoadedLibrary openblas = both.get(1);
        assertThat(openblas.exports("openblas_get_num_threads")).isTrue();
        assertThat(openblas.function("omp_get_max_threads")).isNull();
        assertThat(openblas.reachableFunction("omp_get_max_threads"))
                .isNotNull()
                .extracting(NativeFunction::address)
                .isEqualTo(Objects.requireNonNull(both.get(0).function("omp_get_max_threads"))
                        .address());
        assertThat(openblas.reachableFunction("nothing")).isNull();
    }

    @Test
    void imagesThatGoWhileTheyAreCountedAreLeftOut() {
        dyld.load("/stays.dylib", 0x100);
        dyld.load("/vanished.dylib", 0x200);
        dyld.load("/cannot-be-opened.dylib", 0x300);
        dyld.nameless = 1;
        dyld.unopenable = "/cannot-be-opened.dylib";
        assertThat(libraries.scan(library -> true))
                .extracting(LoadedLibrary::path)
                .containsExactly("/stays.dylib");
    }

    @Test
    void theSystemIsChosenByItsName() {
        dyld.linker.with("sysconf", arguments -> (int) arguments[0] == 58 ? 10 : -1);
        OperatingSystem system = OperatingSystem.named("Mac OS X").apply(dyld.linker);
        assertThat(system.libraries()).isInstanceOf(MacLibraries.class);
        assertThat(system.onlineProcessors()).isEqualTo(10);
    }

    /** A loader that finds each symbol in whatever image has it, as {@code dlsym} does through dependencies. */
    private static final class FakeDyld {

        private record Image(String path, long header) {}

        private final FakeLinker linker = new FakeLinker();
        private final List<Image> images = new ArrayList<>();
        private final Map<String, Long> symbols = new TreeMap<>();
        private final List<String> open = new ArrayList<>();
        private final List<Integer> modes = new ArrayList<>();
        private Runnable afterName = () -> {};
        private int nameless = -1;
        private @Nullable String unopenable;

        FakeDyld() {
            linker.with("_dyld_image_count", arguments -> images.size())
                    .with("_dyld_get_image_name", arguments -> name((int) arguments[0]))
                    .with(
                            "_dyld_get_image_header",
                            arguments -> (int) arguments[0] < images.size()
                                    ? images.get((int) arguments[0]).header()
                                    : 0)
                    .with("dlopen", arguments -> open((String) arguments[0], (int) arguments[1]))
                    .with("dlclose", arguments -> close((long) arguments[0]))
                    .with("dlsym", arguments -> symbols.getOrDefault((String) arguments[1], 0L))
                    .with("dladdr", arguments -> about((long) arguments[0], (ByteBuffer) arguments[1]));
        }

        void load(String path, long header, String... exported) {
            images.add(new Image(path, header));
            for (String symbol : exported) {
                symbols.put(symbol, header + 1 + symbols.size());
            }
        }

        private long name(int index) {
            long name = nameOf(index);
            afterName.run();
            afterName = () -> {};
            return name;
        }

        private long nameOf(int index) {
            return index == nameless || index >= images.size()
                    ? 0
                    : linker.text(images.get(index).path());
        }

        private long open(String path, int mode) {
            modes.add(mode);
            if (path.equals(unopenable)) {
                return 0;
            }
            open.add(path);
            return images.stream()
                    .filter(image -> image.path().equals(path))
                    .findFirst()
                    .orElseThrow()
                    .header();
        }

        private long close(long handle) {
            images.stream().filter(image -> image.header() == handle).forEach(image -> open.remove(image.path()));
            return 0;
        }

        private long about(long address, ByteBuffer info) {
            for (Image image : images) {
                if (address >= image.header() && address < image.header() + 0x100) {
                    info.putLong(0, linker.text(image.path())).putLong(8, image.header());
                    return 1;
                }
            }
            return 0;
        }
    }
}
