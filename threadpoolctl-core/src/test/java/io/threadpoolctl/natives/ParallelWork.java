package io.threadpoolctl.natives;

/** A library of an application that computes with the threads of another one, and can tell whether the result is right. */
final class ParallelWork {

    private static final long PARTS = 64;
    private static final long SPINS = 20_000;

    private final NativeCode code;
    private final long expected;

    private ParallelWork(NativeCode code) {
        this.code = code;
        this.expected = sum("sequential_sum");
    }

    /**
     * Compiles it. Ask in the test itself, before the scenario.
     *
     * @param source one of those in {@code src/test/c} with the functions that are called here
     * @param library whose threads it computes with
     */
    static String compile(String source, String library) {
        String directory = library.substring(0, library.lastIndexOf('/'));
        return CStub.compile(
                source, "libapplication.so", library, "-Wl,-rpath," + directory, "-Wl,--allow-shlib-undefined");
    }

    /** Loads what {@link #compile} compiled, and the other library with it. */
    static ParallelWork load(String path) {
        return new ParallelWork(NativeCode.load(path));
    }

    /** Computes in parallel; fails if the result is not what one thread has got. */
    void run() {
        long sum = sum("parallel_sum");
        if (sum != expected) {
            throw new AssertionError("The sum is " + sum + " and should be " + expected + ".");
        }
    }

    /** Has the application itself say how many threads there are. */
    void control(int threads) {
        code.function("application_control").invokeVoid(new Object[] {threads});
    }

    /** The number that is in force, as the application sees it. */
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
