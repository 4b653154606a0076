package io.threadpoolctl.internal.ledger;

import java.util.ArrayList;
import java.util.List;

/** The standing requests for one line. The smallest counts. */
public final class Caps {

    private final List<Integer> all = new ArrayList<>(); // guarded by this
    private volatile int smallest = Line.NONE;

    /** Replaces one by another; {@link Line#NONE} is none. */
    public synchronized void exchange(int from, int to, Line line) {
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
    public int smallest() {
        return smallest;
    }

    /** A number under the smallest. */
    public int applyTo(int threads) {
        int cap = smallest;
        return cap == Line.NONE ? threads : Math.min(threads, cap);
    }
}
