package io.threadpoolctl.internal.ledger;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The owners that request one certain number of a value of the process, counted in stripes.
 *
 * <p>Who comes or goes writes its own stripe and reads the rest of this, so that many may come and go at once. "Was I the
 * last one?" is answered without adding up: the {@linkplain #witness} is a stripe on which somebody is known to be. Only
 * who empties that very stripe has to look, under the value's lock, whether there are others.
 *
 * <p>Nobody slips through. Whoever decides writes what all read (the witness, or {@link ProcessValue#inForce}) and then adds
 * up the stripes; whoever comes or goes changes a stripe and then reads what all read. Both are sequentially consistent, so
 * one of the two sees the other.
 */
final class Requesters {

    /** The witness while nobody is known to be here: who comes has to take the lock. */
    private static final int NOBODY = -1;

    private static final int MOST_STRIPES = 64;
    private static final int STRIPES = Math.min(
            MOST_STRIPES, Integer.highestOneBit(4 * Runtime.getRuntime().availableProcessors() - 1));

    /** Stripes lie so many numbers apart, which is two cache lines: processors fetch them in pairs. */
    private static final int SPACING = 32;

    final int number;
    private final AtomicIntegerArray counts = new AtomicIntegerArray(STRIPES * SPACING);
    private volatile int witness = NOBODY;

    Requesters(int number) {
        this.number = number;
    }

    /** The stripe of the owner with this running number. */
    static int stripe(int owner) {
        return (owner & (STRIPES - 1)) * SPACING;
    }

    /** Counts in. If this throws, it has not. */
    void enter(int stripe) {
        counts.getAndIncrement(stripe);
    }

    /** Counts out. If this throws, it has not. */
    void leave(int stripe) {
        counts.getAndDecrement(stripe);
    }

    /** Whether somebody was known to be here already, to be asked after {@link #enter}. */
    boolean wasKnown() {
        return witness != NOBODY;
    }

    /** Whether there may be nobody left, to be asked after {@link #leave}. */
    boolean mayBeEmpty(int stripe) {
        return witness == stripe && counts.get(stripe) == 0;
    }

    /**
     * Whether nobody is here, and if somebody is, makes sure that whoever leaves last knows it. To be asked under the
     * value's lock.
     */
    boolean isEmpty() {
        int known = witness;
        if (known != NOBODY && counts.get(known) > 0) {
            return false;
        }
        while (true) {
            for (int stripe = 0; stripe < counts.length(); stripe += SPACING) {
                if (counts.get(stripe) > 0) {
                    witness = stripe;
                    if (counts.get(stripe) > 0) {
                        return false;
                    }
                }
            }
            if (witness == NOBODY) {
                return true;
            }
            witness = NOBODY; // and look once more, for those who have read the old one
        }
    }

    /** How many there are. */
    int count() {
        int count = 0;
        for (int stripe = 0; stripe < counts.length(); stripe += SPACING) {
            count += counts.get(stripe);
        }
        return count;
    }
}
