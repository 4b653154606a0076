package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.jna.Memory;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.own.OpenCvFamily;
import io.threadpoolctl.own.PixelsFamily;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The worked example of the guide, run: a C library, its family, and both ways to make it known. */
@Timeout(60)
class OwnLibraryTests {

    private static final Path SERVICES =
            Path.of(System.getProperty("basedir", ""), "src", "test", "resources", "own-library");

    @Test
    void aFamilyOnTheClassPathIsFound() {
        String path = compile();
        NativeJvm.plain().option("-Xbootclasspath/a:" + SERVICES).run(() -> {
            NativeCode pixels = NativeCode.load(path);
            assertIsLimited(pixels, path);
        });
    }

    @Test
    void aFamilyThatIsRegisteredFindsWhatWasLoadedBefore() {
        String path = compile();
        NativeJvm.plain().run(() -> {
            NativeCode pixels = NativeCode.load(path);
            Threadpools pools = Threadpools.ofProcess();
            assertThat(pools.info()).isEmpty();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pools.limit(Limits.of("pictures", 1)))
                    .withMessageContaining("pictures");

            // [register]
            Threadpools.ofProcess().register(new PixelsFamily());
            // [/register]

            assertIsLimited(pixels, path);
        });
    }

    @Test
    void aFamilyOfOnesOwnComesBeforeTheBuiltInOne() {
        String path = openCv();
        NativeJvm.plain().run(() -> {
            Threadpools pools = Threadpools.ofProcess();
            pools.register(new OpenCvFamily());
            NativeCode openCv = NativeCode.load(path);
            assertThat(pools.info()).singleElement().satisfies(library -> {
                assertThat(library.userApi()).isEqualTo(new UserApi("vision"));
                assertThat(library.numThreads()).isEqualTo(4);
            });
            pools.run(
                    Limits.of("vision", 1),
                    () -> assertThat(openCv.call("_ZN2cv13getNumThreadsEv")).isEqualTo(1));
            assertThat(openCv.call("_ZN2cv13getNumThreadsEv")).isEqualTo(4);
        });
    }

    @Test
    void aLibraryThatAnotherFamilyHoldsStaysWithIt() {
        String path = openCv();
        NativeJvm.plain().run(() -> {
            NativeCode openCv = NativeCode.load(path);
            Threadpools pools = Threadpools.ofProcess();
            assertThat(pools.info()).hasSize(1);
            pools.register(new OpenCvFamily());
            assertThat(pools.info())
                    .singleElement()
                    .satisfies(library -> assertThat(library.userApi()).isEqualTo(new UserApi("opencv")));
            pools.run(
                    Limits.of("opencv", 1),
                    () -> assertThat(openCv.call("_ZN2cv13getNumThreadsEv")).isEqualTo(1));
        });
    }

    private static String openCv() {
        return CStub.compile("opencv.c", "libopencv_core.so.413", "-DLAYER=\"pthreads\"");
    }

    private static void assertIsLimited(NativeCode pixels, String path) {
        Threadpools pools = Threadpools.ofProcess();
        assertThat(pools.info()).singleElement().satisfies(library -> {
            assertThat(library.userApi()).isEqualTo(new UserApi("pictures"));
            assertThat(library.internalApi()).isEqualTo("pixels");
            assertThat(library.prefix()).isEqualTo("libpixels");
            assertThat(library.filepath()).isEqualTo(path);
            assertThat(library.version()).isEqualTo("1.2");
            assertThat(library.numThreads()).isEqualTo(4);
        });
        assertThat(brighten(pixels)).isEqualTo(4);
        // [limit]
        try (LimitScope scope = pools.limit(Limits.of("pictures", 1))) {
            assertThat(brighten(pixels)).isEqualTo(1);
            assertThat(scope.original()).containsEntry(new UserApi("pictures"), 4);
        }
        assertThat(brighten(pixels)).isEqualTo(4);
        // [/limit]
        assertThat(pools.select("libpixels").info()).hasSize(1);
        assertThat(pools.warnings()).noneMatch(warning -> warning.message().contains("could not"));
    }

    /** How many threads took part, after a look at the picture. */
    private static int brighten(NativeCode pixels) {
        int size = 1000;
        Memory picture = new Memory(size);
        picture.clear();
        int threads = pixels.call("pixels_brighten", picture, (long) size, 7);
        assertThat(picture.getByteArray(0, size)).containsOnly((byte) 7);
        return threads;
    }

    private static String compile() {
        return CStub.compile("pixels.c", "libpixels.so.1", "-pthread");
    }
}
