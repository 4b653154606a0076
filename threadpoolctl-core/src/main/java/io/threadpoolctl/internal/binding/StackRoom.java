package io.threadpoolctl.internal.binding;

/**
 * Makes sure that the thread's stack has room for a way into native code and back into Java.
 *
 * <p>The first Java method below a native frame cannot catch that the stack ends right there, and FFM ends the process
 * then. So the stack is used up to beyond that point first, by a few calls with many arguments: if it ends, it ends here,
 * in an ordinary {@link StackOverflowError}.
 */
public final class StackRoom {

    /** More than twice what was found to be enough for either binding, interpreted or compiled. */
    private static final int DEPTH = 40;

    /** Twice what was found to be enough for either binding in a JVM that had done nothing else, interpreted. */
    private static final int DEPTH_OF_FIRST_USE = 120;

    private StackRoom() {}

    static void require() {
        require(DEPTH);
    }

    /**
     * For what is done once: finding a way into native code, and looking at a library for the first time. A class whose
     * initialiser is interrupted by the end of the stack is lost for good, be it ours, JNA's or Java's own.
     */
    public static void requireForFirstUse() {
        require(DEPTH_OF_FIRST_USE);
    }

    private static void require(int depth) {
        if (use(depth, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) < 0) {
            throw new AssertionError("The sum of no numbers below zero is not below zero.");
        }
    }

    /** The arguments go round, so that no compiler can leave them out. */
    @SuppressWarnings("TooManyParameters") // they are what fills the stack
    private static long use(
            int depth,
            long a,
            long b,
            long c,
            long d,
            long e,
            long f,
            long g,
            long h,
            long i,
            long j,
            long k,
            long l,
            long m,
            long n,
            long o,
            long p,
            long q,
            long r,
            long s,
            long t,
            long u,
            long v,
            long w,
            long x) {
        return depth == 0
                ? a
                : 1 + use(depth - 1, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, a);
    }
}
