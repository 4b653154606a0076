package io.threadpoolctl.natives;

import java.nio.file.Path;

/** A library of an application that computes with oneTBB. */
final class TbbWork {

    private static final long PARTS = 64;
    private static final long SPINS = 20_000;

    private final NativeCode code;
    private final long expected;

    private TbbWork(NativeCode code) {
        this.code = code;
        this.expected = sum("sequential_sum");
    }

    /** Compiles it. Ask in the test itself, before the scenario. */
    static String compile() {
        String tbb = DebianLibrary.TBB.path();
        String directory = String.valueOf(Path.of(tbb).getParent());
        return CStub.compile("tbb_work.cpp", "libapplication.so", tbb, "-Wl,-rpath," + directory);
    }

    /** Loads what {@link #compile} compiled, and oneTBB with it. */
    static TbbWork load(String path) {
        return new TbbWork(NativeCode.load(path));
    }

    /** Computes in parallel; fails if the result is not what one thread has got. */
    void run() {
        long sum = sum("parallel_sum");
        if (sum != expected) {
            throw new AssertionError("The sum is " + sum + " and should be " + expected + ".");
        }
    }

    /** Has the application bound the process by itself; 0 takes that back. */
    void control(int threads) {
        code.function("application_control").invokeVoid(new Object[] {threads});
    }

    /** The bound that is in force. */
    int active() {
        return code.call("active");
    }

    /** How many threads work, for as long as it takes to see this many. */
    int working(int wanted) {
        return EffectiveThreads.upTo(wanted, this::run);
    }

    private long sum(String function) {
        return code.function(function).invokeLong(new Object[] {PARTS, SPINS});
    }
}
