package io.threadpoolctl.natives;

/** Does an operation at every depth of a stack, from where not even a call fits to where all of it fits. */
final class StackDepth {

    private static final int REPEATS = 4;

    /** So many times in a row an operation has to succeed before no lower depth is tried: it fits from there on. */
    private static final int ENOUGH = 100;

    /** After so many overflows it does not go through every depth any more: what reads files needs hundreds of frames. */
    private static final int MANY = 300;

    private static final int STEP = 3;

    private final RealOperations operations;

    /** With so many frames of another size the stack ends at more places than with one size alone. */
    private final int sizes;

    StackDepth(RealOperations operations, int sizes) {
        this.operations = operations;
        this.sizes = sizes;
    }

    /** Looks after each try, and returns how often the stack ended. */
    int sweep(String name, Runnable operation) throws Exception {
        int overflows = 0;
        int succeeded = 0;
        int depth = operations.byOwner(StackDepth::deepest);
        while (depth > 0 && succeeded < ENOUGH) {
            for (int size = 0; size < sizes; size++) {
                boolean overflowed = overflowsAt(depth, size, operation);
                succeeded = overflowed ? 0 : succeeded + 1;
                overflows += overflowed ? 1 : 0;
                operations.look(name + " at depth " + depth + "/" + size);
            }
            depth -= overflows > MANY * sizes ? STEP : 1;
        }
        return overflows;
    }

    private boolean overflowsAt(int depth, int size, Runnable operation) throws Exception {
        return operations.byOwner(() -> {
            try {
                widen(size, 1, 2, 3, 4, () -> dive(depth, operation));
                return false;
            } catch (StackOverflowError e) {
                return true;
            }
        });
    }

    private static int deepest() {
        int depth = 0;
        for (int repeat = 0; repeat < REPEATS; repeat++) { // the code changes while it gets compiled
            depth = 0;
            for (int step = 1 << 16; step > 0; step >>= 1) {
                try {
                    dive(depth + step, () -> {});
                    depth += step;
                } catch (StackOverflowError e) {
                    // not so deep
                }
            }
        }
        return depth;
    }

    private static int dive(int depth, Runnable operation) {
        if (depth <= 0) {
            operation.run();
            return 0;
        }
        return 1 + dive(depth - 1, operation);
    }

    private static long widen(int frames, long a, long b, long c, long d, Runnable operation) {
        if (frames == 0) {
            operation.run();
            return a;
        }
        return 1 + widen(frames - 1, b, c, d, a, operation);
    }
}
