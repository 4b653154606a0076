package io.threadpoolctl.internal.product;

import java.util.Arrays;

/**
 * What a BLIS had: its raw thread count and, if they were set, its five ways. It travels as one number: the raw count as it
 * is (-1 stands for "not set"), or bit 62, nine bits for each way, and sixteen for the raw count.
 */
final class BlisSetting {

    private static final long MARK = 1L << 62;
    private static final int THREADS_BITS = Short.SIZE;
    private static final long THREADS_MASK = (1L << THREADS_BITS) - 1;
    private static final int WAY_BITS = 9;
    private static final long WAY_MASK = (1L << WAY_BITS) - 1;
    private static final int WAYS = 5;

    private final long threads;
    private final long[] ways;

    /** @param ways empty if they were not set */
    BlisSetting(long threads, long... ways) {
        this.threads = threads;
        this.ways = ways;
    }

    static BlisSetting unpack(long packed) {
        boolean marked = packed > 0 && (packed & MARK) != 0;
        if (!marked) {
            return new BlisSetting(packed);
        }
        long[] ways = new long[WAYS];
        for (int i = 0; i < WAYS; i++) {
            // Moved by one, since a way may be -1.
            ways[i] = ((packed >>> shift(i)) & WAY_MASK) - 1;
        }
        return new BlisSetting((short) packed, ways);
    }

    long pack() {
        if (!hasWays()) {
            return threads;
        }
        long packed = MARK | (threads & THREADS_MASK);
        for (int i = 0; i < WAYS; i++) {
            packed |= Math.min(ways[i] + 1, WAY_MASK) << shift(i);
        }
        return packed;
    }

    boolean hasWays() {
        return ways.length > 0;
    }

    long threads() {
        return threads;
    }

    long[] ways() {
        return ways;
    }

    /** The threads that a call under this setting uses: ways beat the count, and what is not set counts as one. */
    int effective() {
        return (int)
                (hasWays()
                        ? Arrays.stream(ways).map(way -> Math.max(1, way)).reduce(1, Math::multiplyExact)
                        : Math.max(1, threads));
    }

    private static int shift(int way) {
        return THREADS_BITS + way * WAY_BITS;
    }
}
