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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The OpenCV that Java users get through JavaCPP, which has threads of its own. */
@Timeout(240)
class RealPoolsOpenCvTests {

    private static final UserApi OPENCV = new UserApi("opencv");
    private static final String CORE = "libopencv_core.so.413";

    @Test
    void aLimitHoldsForTheWholeProcessAndIsGoneAfterwards() throws IOException {
        String path = ParallelWork.compile("opencv_work.cpp", core());
        NativeJvm.plain().withSleepingPools().killedAfter(Duration.ofMinutes(3)).run(() -> {
            ParallelWork work = ParallelWork.load(path);
            Threadpools pools = Threadpools.ofProcess();
            work.control(4);
            LibraryInfo openCv = pools.select("opencv").info().get(0);
            assertThat(openCv.version()).isEqualTo("4.13.0");
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

    /** Its core, and the OpenBLAS that it is linked to, in one directory. */
    private static String core() throws IOException {
        Path directory = MavenLibrary.OPENBLAS.unpack();
        Path target = directory.resolve(CORE);
        try (InputStream core = Objects.requireNonNull(
                RealPoolsOpenCvTests.class.getResourceAsStream("/org/bytedeco/opencv/linux-x86_64/" + CORE), CORE)) {
            Files.copy(core, target);
        }
        return target.toString();
    }
}
