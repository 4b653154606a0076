package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that gets no more threads from the system. */
@Timeout(120)
class NoThreadsTests {

    @Test
    void limitedCallsRunSnapshotsAnswerAndWhatNeededAThreadIsUnknown() {
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        String onOpenMp = DebianLibrary.OPENBLAS_OPENMP.path();
        String refusing = CStub.compile("refuse_threads.c", "librefuse_threads.so", "-ldl");
        NativeJvm.plain().environment("LD_PRELOAD", refusing).run(() -> {
            IntSupplier blas = NativeCode.load(openblas).intGetter("openblas_get_num_threads");
            NativeCode openmp = NativeCode.load(onOpenMp);
            NativeCode.load(refusing).function("refuse_threads").invokeVoid(new Object[] {1});
            assertThat(canStartAThread()).isFalse();
            Threadpools pools = Threadpools.ofProcess();
            List<Integer> seen = new ArrayList<>();
            pools.run(Limits.all(1), () -> {
                seen.add(blas.getAsInt());
                seen.add(openmp.call("omp_get_max_threads"));
            });
            assertThat(seen).containsOnly(1);
            assertThat(pools.snapshot().pools())
                    .filteredOn(pool -> pool.library().userApi().equals(UserApi.OPENMP))
                    .isNotEmpty()
                    .allSatisfy(pool -> assertThat(pool.library().numThreads()).isNull());
            assertThat(pools.info()).isNotEmpty();
        });
    }

    private static boolean canStartAThread() {
        CountDownLatch ran = new CountDownLatch(1);
        try {
            new Thread(ran::countDown).start();
            return true;
        } catch (OutOfMemoryError e) {
            return false;
        }
    }
}
