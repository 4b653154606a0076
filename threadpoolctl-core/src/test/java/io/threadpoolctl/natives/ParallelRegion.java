package io.threadpoolctl.natives;

import java.nio.file.Path;

/** A parallel region of our own in C, linked to one OpenMP runtime. */
public final class ParallelRegion {

    private static final long ABOUT_A_MILLISECOND = 300_000;

    private final NativeCode code;

    private ParallelRegion(NativeCode code) {
        this.code = code;
    }

    /** Compiles it. Ask in the test itself, before the scenario. */
    public static String compileFor(String runtime) {
        String directory = String.valueOf(Path.of(runtime).getParent());
        return CStub.compile(
                "parallel_region.c", "libparallelregion.so", "-Wl,--no-as-needed", runtime, "-Wl,-rpath," + directory);
    }

    /** Loads what {@link #compileFor} compiled, and the runtime with it. */
    public static ParallelRegion load(String path) {
        return new ParallelRegion(NativeCode.load(path));
    }

    /** Runs a region as wide as the runtime likes; returns how many threads took part. */
    public int run() {
        return runWith(0);
    }

    /** Runs a region that demands so many threads, as a {@code num_threads} clause does. */
    public int runWith(int threads) {
        return code.call("parallel_region", threads, ABOUT_A_MILLISECOND);
    }

    /** The library behind it, through which the runtime's functions can be found. */
    public NativeCode code() {
        return code;
    }
}
