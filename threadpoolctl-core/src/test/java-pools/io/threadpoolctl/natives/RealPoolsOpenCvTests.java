package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The OpenCVs that Java users get, through JavaCPP and from OpenPnP, which have threads of their own. */
@Timeout(240)
class RealPoolsOpenCvTests {

    private static final UserApi OPENCV = new UserApi("opencv");

    @ParameterizedTest
    @CsvSource({
        "/org/bytedeco/opencv/linux-x86_64/, libopencv_core.so.413, libopencv_core, 4.13.0",
        "/nu/pattern/opencv/linux/x86_64/, libopencv_java490.so, libopencv_java, 4.9.0"
    })
    void aLimitHoldsForTheWholeProcessAndIsGoneAfterwards(String directory, String file, String prefix, String version)
            throws IOException {
        String path = ParallelWork.compile("opencv_work.cpp", unpack(directory + file, file));
        NativeJvm.plain().withSleepingPools().killedAfter(Duration.ofMinutes(3)).run(() -> {
            ParallelWork work = ParallelWork.load(path);
            Threadpools pools = Threadpools.ofProcess();
            work.control(4);
            LibraryInfo openCv = pools.select("opencv").info().get(0);
            assertThat(openCv.prefix()).isEqualTo(prefix);
            assertThat(openCv.version()).isEqualTo(version);
            assertThat(openCv.threadingLayer()).isEqualTo("pthreads");
            assertThat(openCv.numThreads()).isEqualTo(4);
            assertThat(work.working(2)).isGreaterThan(1);
            try (LimitScope scope = pools.limit(Limits.of("opencv", 1))) {
                assertThat(scope.original()).containsEntry(OPENCV, 4);
                assertThat(work.working(1)).isEqualTo(1);
            }
            assertThat(work.active()).isEqualTo(4);
            assertThat(work.working(2)).isGreaterThan(1);
            work.control(0);
            pools.run(Limits.of("opencv", 2), () -> assertThat(work.active()).isEqualTo(2));
            assertThat(work.active()).as("sequential").isEqualTo(1);
            assertThat(work.working(1)).isEqualTo(1);
        });
    }

    /** It, and the OpenBLAS that JavaCPP's is linked to, in one directory. */
    private static String unpack(String resource, String file) throws IOException {
        Path target = MavenLibrary.OPENBLAS.unpack().resolve(file);
        try (InputStream library =
                Objects.requireNonNull(RealPoolsOpenCvTests.class.getResourceAsStream(resource), resource)) {
            Files.copy(library, target);
        }
        return target.toString();
    }
}
