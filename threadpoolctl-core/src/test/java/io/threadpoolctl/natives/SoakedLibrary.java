package io.threadpoolctl.natives;

import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * A real library as the soak uses it, past threadpoolctl.
 *
 * @param name what it is called in messages
 * @param isOpenMp whether {@code openmp} limits it, otherwise {@code blas} does
 * @param isOfThread whether each thread has a value of its own
 * @param threads its getter
 * @param calls makes what one thread calls
 */
record SoakedLibrary(
        String name, boolean isOpenMp, boolean isOfThread, IntSupplier threads, Supplier<SoakedCall> calls) {

    private static final int SIZE = 96;

    /** A BLAS with this getter. */
    static SoakedLibrary blas(String name, NativeCode code, String getter, boolean isOfThread) {
        Dgemm.of(code, SIZE).multiply(); // the first call rearranges more than a pool
        return new SoakedLibrary(name, false, isOfThread, code.intGetter(getter), () -> {
            Dgemm dgemm = Dgemm.of(code, SIZE);
            return limit -> {
                dgemm.multiply();
                return dgemm.wasRight();
            };
        });
    }

    /** An OpenMP runtime, with a region whose threads are counted. */
    static SoakedLibrary openMp(String name, ParallelRegion region) {
        return new SoakedLibrary(
                name, true, true, region.code().intGetter("omp_get_max_threads"), () -> limit -> region.run() <= limit);
    }

    /** One call of a thread into a library. */
    @FunctionalInterface
    interface SoakedCall {
        /** Whether the result was right, the number of threads included where it can be counted. */
        boolean isRightUnder(int limit);
    }
}
