package io.threadpoolctl.faults;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Throws at the n-th point that a thread passes at which an error could come from nowhere. Instrumented code calls {@link
 * #point()} at each: wherever it calls or allocates anything.
 */
public final class Faults {

    static final String NAME = Faults.class.getName().replace('.', '/');

    /** The thread that passes points, one at a time, as a field that only tests write. */
    private static volatile @Nullable Thread armed;

    private static int passed;
    private static int first;
    private static int last;
    private static Supplier<? extends Error> error = AssertionError::new;

    private Faults() {}

    /** Has the calling thread fail at the points from one number to another. */
    public static void arm(int from, int to, Supplier<? extends Error> thrown) {
        passed = 0;
        first = from;
        last = to;
        error = thrown;
        armed = Thread.currentThread();
    }

    /**
     * Has nobody fail any more.
     *
     * @return how many points were passed
     */
    public static int disarm() {
        armed = null;
        return passed;
    }

    /** Something is about to be called or was just allocated. */
    public static void point() {
        if (armed == Thread.currentThread()) {
            passed++;
            if (passed >= first && passed <= last) {
                throw error.get();
            }
        }
    }
}
