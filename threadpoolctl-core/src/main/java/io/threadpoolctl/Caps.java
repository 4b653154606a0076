package io.threadpoolctl;

import java.util.ArrayList;
import java.util.List;

/** The standing requests for one line. The smallest counts. */
final class Caps {

    private final List<Integer> all = new ArrayList<>(); // guarded by this
    private volatile int smallest = Line.NONE;

    /** Replaces one by another; {@link Line#NONE} is none. */
    synchronized void exchange(int from, int to, Line line) {
        if (to != Line.NONE) {
            all.add(to);
        }
        all.remove((Integer) from);
        smallest = all.stream()
                .mapToInt(request -> request == Line.SHARE ? line.part(1) : request)
                .min()
                .orElse(Line.NONE);
    }

    /** {@link Line#NONE} if there is none. */
    int smallest() {
        return smallest;
    }

    /** A number under the smallest. */
    int applyTo(int threads) {
        int cap = smallest;
        return cap == Line.NONE ? threads : Math.min(threads, cap);
    }
}
