package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.Warning;
import java.io.Serializable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stub of an MKL that makes its threads with TBB, beside Debian's oneTBB: numbers above 1 are told and disregarded. */
@Timeout(120)
class StubOfMklOnTbbTests {

    private static final int OF_TBB = 4;

    @Test
    void itIsAsWideAsTbbAndLimitedToOneOrNotAtAll() {
        Stub stub = Stub.compile();
        NativeJvm.plain().run(() -> {
            ParallelWork work = stub.load();
            Threadpools pools = Threadpools.ofProcess();
            work.control(OF_TBB);
            assertThat(mkl().library().threadingLayer()).isEqualTo("tbb");
            assertThat(mkl().library().numThreads()).isEqualTo(OF_TBB);
            for (int asked : new int[] {1, OF_TBB - 1}) {
                try (LimitScope scope = pools.limit(Limits.blas(asked))) {
                    assertThat(scope.original()).containsValue(OF_TBB);
                    assertThat(pools.select("mkl").info().get(0).numThreads()).isEqualTo(1);
                    assertThat(mkl().honoured()).isTrue();
                }
                assertThat(pools.select("mkl").info().get(0).numThreads()).isEqualTo(OF_TBB);
            }
            assertThat(pools.warnings())
                    .filteredOn(warning -> warning.kind() == Warning.Kind.ROUNDED_DOWN)
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.message()).contains("MKL on TBB"));
            pools.run(Limits.blas(OF_TBB), () -> {
                assertThat(pools.select("mkl").info().get(0).numThreads()).isEqualTo(OF_TBB);
                assertThat(mkl().honoured()).isTrue();
            });
            pools.run(
                    Limits.of("tbb", 2),
                    () -> assertThat(mkl().library().numThreads()).isEqualTo(2));
        });
    }

    @Test
    void aLimitOfTheProcessIsNotShownAsHonouredUnlessTbbIsLimited() {
        Stub stub = Stub.compile();
        NativeJvm.plain().run(() -> {
            ParallelWork work = stub.load();
            Threadpools pools = Threadpools.ofProcess();
            work.control(OF_TBB);
            try (LimitScope limit = pools.limitProcess(Limits.blas(1))) {
                assertThat(mkl().library().numThreads()).isEqualTo(OF_TBB);
                assertThat(mkl().honoured()).isFalse();
                assertThat(pools.warnings())
                        .extracting(Warning::message)
                        .anyMatch(message -> message.contains("has no number for all threads"))
                        .noneMatch(message -> message.contains("MKL_NUM_THREADS"));
                try (LimitScope ofTbb = pools.limitProcess(Limits.of("tbb", 1))) {
                    assertThat(mkl().library().numThreads()).isEqualTo(1);
                    assertThat(mkl().honoured()).isTrue();
                    assertThat(ofTbb).isNotSameAs(limit);
                }
            }
        });
    }

    /** As a thread sees it that has no scope. */
    private static PoolState mkl() {
        return Threadpools.ofProcess().select("mkl").snapshot().pools().get(0);
    }

    /** The stub, its parts, and an application that computes with oneTBB. */
    private record Stub(String mkl, String core, String layer, String tbb, String work) implements Serializable {

        static Stub compile() {
            String tbb = DebianLibrary.TBB.path();
            return new Stub(
                    CStub.compile("mkl_rt.c", "libmkl_rt.so.2"),
                    CStub.compile("no_code.c", "libmkl_core.so.2"),
                    CStub.compile("no_code.c", "libmkl_tbb_thread.so.2"),
                    tbb,
                    ParallelWork.compile("tbb_work.cpp", tbb));
        }

        ParallelWork load() {
            NativeCode.loadForAll(tbb);
            NativeCode.load(core);
            NativeCode.load(layer);
            NativeCode.load(mkl);
            return ParallelWork.load(work);
        }
    }
}
