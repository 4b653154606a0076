package io.threadpoolctl.internal.ledger;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The owners that request one certain number of a value of the process, counted in stripes.
 *
 * <p>Who comes or goes writes its own stripe and reads the rest of this, so that many may come and go at once. "Was I the
 * last one?" is answered without adding up: the {@linkplain #witness} is a stripe on which somebody is known to be. Only
 * who empties that very stripe has to look whether there are others. One of those becomes the witness; if there are none,
 * the value's lock is needed.
 *
 * <p>Nobody slips through. Whoever decides writes what all read (the witness, or {@link ProcessValue#inForce}) and then adds
 * up the stripes; whoever comes or goes changes a stripe and then reads what all read. Both are sequentially consistent, so
 * one of the two sees the other. Who names another witness answers for it until it has seen somebody on that stripe
 * afterwards: until then those who leave the stripe may have read the witness before.
 *
 * <p>A stripe's word has a mark beside the count: that another thread is about to do something for an owner of this stripe.
 * {@link Shortcut} says what for. Marks that were taken back leave a trace, so that a count that is {@linkplain #leaveIfStill
 * changed only if it is still the same} is not changed if there was a mark meanwhile.
 */
final class Requesters {

    /** The witness while nobody is known to be here: who comes has to take the lock. */
    private static final int NOBODY = -1;

    private static final AtomicIntegerFieldUpdater<Requesters> WITNESS =
            AtomicIntegerFieldUpdater.newUpdater(Requesters.class, "witness");

    private static final int MOST_STRIPES = 64;

    /** So many that two who run at once seldom meet on one, although many more may be asleep on it. */
    private static final int STRIPES = Math.min(
            MOST_STRIPES, Integer.highestOneBit(16 * Runtime.getRuntime().availableProcessors() - 1));

    /** Stripes lie so many numbers apart, which is two cache lines: processors fetch them in pairs. */
    private static final int SPACING = 16;

    private static final long MARK = 1L << 32;
    static final long MARKS = 0xFFFL << 32;
    private static final long PAST_MARK = 1L << 44;

    final int number;

    /** A word: how many marks there were, how many there are, and the count, from the highest bit to the lowest. */
    private final AtomicLongArray words = new AtomicLongArray(STRIPES * SPACING);

    private volatile int witness = NOBODY;

    /** The highest stripe that was ever used, so that who adds up can leave out the others. It only grows. */
    private final AtomicInteger highest = new AtomicInteger();

    Requesters(int number) {
        this.number = number;
    }

    /** The stripe of the owner with this running number. */
    static int stripe(int owner) {
        return (owner & (STRIPES - 1)) * SPACING;
    }

    /**
     * Counts in. If this throws, it has not.
     *
     * @return the stripe's word before
     */
    long enter(int stripe) {
        // Before the count: who adds up without this stripe has announced it earlier, and this owner sees that.
        for (int known = highest.get(); stripe > known; known = highest.get()) {
            highest.compareAndSet(known, stripe);
        }
        return enterAgain(stripe);
    }

    /** The same for an owner that has been counted here before. */
    long enterAgain(int stripe) {
        return words.getAndIncrement(stripe);
    }

    /** Counts out. If this throws, it has not. */
    void leave(int stripe) {
        words.getAndDecrement(stripe);
    }

    /** The stripe's word, for {@link #leaveIfStill}. */
    long word(int stripe) {
        return words.get(stripe);
    }

    /** Counts out if the word is still the same. If this throws, it has not. */
    boolean leaveIfStill(int stripe, long word) {
        return words.compareAndSet(stripe, word, word - 1);
    }

    /** Has owners of the stripe notice that they are not to come and go by themselves. If this throws, it has not. */
    void mark(int stripe) {
        words.getAndAdd(stripe, MARK);
    }

    /** Takes a mark back. If this throws, it has not. */
    void unmark(int stripe) {
        words.getAndAdd(stripe, PAST_MARK - MARK);
    }

    /** Whether somebody was known to be here already, to be asked after {@link #enter}. */
    boolean wasKnown() {
        return witness != NOBODY;
    }

    /** Whether there may be nobody left, to be asked after {@link #leave}. */
    boolean mayBeEmpty(int stripe) {
        return witness == stripe && count(stripe) == 0;
    }

    /**
     * Makes another stripe the witness, for who has emptied that of the witness. If this throws, it may have done so with a
     * stripe that nobody is on.
     *
     * @return whether somebody is known to be here; if not, that has to be found out under the value's lock
     */
    boolean handOver(int emptied) {
        int known = emptied;
        for (int stripe = 0; stripe <= highest.get(); stripe += SPACING) {
            if (count(stripe) > 0) {
                if (!WITNESS.compareAndSet(this, known, stripe)) {
                    return true; // since then somebody else has, and answers for it
                }
                if (count(stripe) > 0) {
                    return true;
                }
                known = stripe;
            }
        }
        return false;
    }

    /** Whether who leaves now may be the last one: a guess, which costs less than to leave and to find out. */
    boolean isLikelyEmptyAfter(int stripe, long word) {
        return (int) word == 1 && witness == stripe;
    }

    /**
     * Whether nobody is here, and if somebody is, makes sure that whoever leaves last knows it. To be asked under the
     * value's lock.
     */
    boolean isEmpty() {
        int known = witness;
        if (known != NOBODY && count(known) > 0) {
            return false;
        }
        while (true) {
            for (int stripe = 0; stripe <= highest.get(); stripe += SPACING) {
                if (count(stripe) > 0) {
                    witness = stripe;
                    if (count(stripe) > 0) {
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
        for (int stripe = 0; stripe <= highest.get(); stripe += SPACING) {
            count += count(stripe);
        }
        return count;
    }

    private int count(int stripe) {
        return (int) words.get(stripe);
    }
}
