package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Reach;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.Warning;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Debian's OpenCV makes its threads with oneTBB, and is held by it: its own setter crashes beside running calls. */
@Timeout(240)
class OpenCvOnTbbTests {

    private static final UserApi OPENCV = new UserApi("opencv");

    @Test
    void aLimitOfEitherNameHoldsForBothAndIsGoneAfterwards() {
        String path = compile();
        jvm().run(() -> {
            ParallelWork work = ParallelWork.load(path);
            Threadpools pools = Threadpools.ofProcess();
            assertThat(info("opencv")).satisfies(library -> {
                assertThat(library.userApi()).isEqualTo(OPENCV);
                assertThat(library.prefix()).isEqualTo("libopencv_core");
                assertThat(library.version()).isEqualTo("4.6.0");
                assertThat(library.threadingLayer()).isEqualTo("tbb");
                assertThat(library.reach()).isEqualTo(Reach.PROCESS);
            });
            int byItself = work.active();
            assertThat(work.working(2)).isGreaterThan(1);
            for (String name : new String[] {"opencv", "tbb", "libopencv_core", "all"}) {
                try (LimitScope scope = pools.limit(Limits.of(name, 1))) {
                    assertThat(scope.original()).containsEntry(OPENCV, byItself);
                    assertThat(info("opencv").numThreads()).as(name).isEqualTo(1);
                    assertThat(info("tbb").numThreads()).as(name).isEqualTo(1);
                }
                assertThat(info("opencv").numThreads()).isEqualTo(byItself);
            }
            try (LimitScope scope = pools.limit(Limits.of("opencv", 1))) {
                assertThat(scope.original()).containsKey(OPENCV);
                assertThat(work.working(1)).isEqualTo(1);
                assertThat(onAnotherThread(() -> work.working(1))).isEqualTo(1);
            }
            assertThat(work.active()).isEqualTo(byItself);
            assertThat(work.working(2)).isGreaterThan(1);
            assertInOrder();
        });
    }

    @Test
    void theApplicationsOwnNumberIsHeldDownAndStays() {
        String path = compile();
        jvm().run(() -> {
            ParallelWork work = ParallelWork.load(path);
            work.control(4);
            try (LimitScope scope = Threadpools.ofProcess().limit(Limits.of("opencv", 1))) {
                assertThat(scope.original()).containsKey(OPENCV);
                assertThat(work.working(1)).isEqualTo(1);
                work.control(3);
                assertThat(work.working(1)).isEqualTo(1);
            }
            assertThat(work.active()).isEqualTo(3);
            assertThat(work.working(2)).isGreaterThan(1);
            assertInOrder();
        });
    }

    private static void assertInOrder() {
        Threadpools pools = Threadpools.ofProcess();
        assertThat(pools.snapshot().pools())
                .filteredOn(pool -> !pool.library().userApi().equals(UserApi.OPENMP))
                .allMatch(PoolState::honoured);
        assertThat(pools.warnings()).extracting(Warning::kind).doesNotContain(Warning.Kind.CHANGED_BY_OTHERS);
    }

    private static LibraryInfo info(String name) {
        return Threadpools.ofProcess().select(name).info().get(0);
    }

    private static <T> T onAnotherThread(Callable<T> task) throws Exception {
        FutureTask<T> future = new FutureTask<>(task);
        new Thread(future).start();
        return future.get();
    }

    private static NativeJvm jvm() {
        return NativeJvm.plain().withSleepingPools().killedAfter(Duration.ofMinutes(3));
    }

    private static String compile() {
        return ParallelWork.compile("opencv_work.cpp", DebianLibrary.OPENCV.path());
    }
}
