package io.threadpoolctl.internal.ledger;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many owners request how many threads of one process line.
 *
 * <p>{@code standing} is the way without the lock. It packs the value in force and the number of owners that request
 * exactly this value. One more of them, or one less while others remain, changes nothing but that number. While it is
 * negative, or the number would fall to 0, the lock must be taken. Whoever holds the lock takes the number in hand first
 * and puts it back when done, so all requests are in one place while anything is decided.
 *
 * <p>The rest is guarded by the lock: flat arrays, in which a slot whose number is 0 is free. Whatever may fail comes first
 * in each method, and between the first change and the last nothing is called, so that even a stack that is full leaves no
 * request half counted.
 */
final class Tally {

    private static final long IN_HANDS_OF_THE_LOCK = -1;
    private static final int FIRST_SLOTS = 4;

    private final AtomicLong standing = new AtomicLong(IN_HANDS_OF_THE_LOCK);
    private int[] values = new int[FIRST_SLOTS];
    private int[] numbers = new int[FIRST_SLOTS];
    private int shares;

    /** Counts a request in, if its value is in force for others. */
    boolean joinsQuietly(int request) {
        while (request > 0) {
            long now = standing.get();
            if (now < 0 || value(now) != request) {
                return false;
            }
            if (standing.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Counts a request out, if its value stays in force for others. */
    boolean leavesQuietly(int request) {
        while (request > 0) {
            long now = standing.get();
            if (now < 0 || value(now) != request || number(now) < 2) {
                return false;
            }
            if (standing.compareAndSet(now, now - 1)) {
                return true;
            }
        }
        return false;
    }

    void takeInHand() {
        long now = standing.get();
        if (now >= 0) {
            int value = value(now);
            int slot = slotFor(value);
            values[slot] = value;
            numbers[slot] += (int) standing.getAndSet(IN_HANDS_OF_THE_LOCK);
        }
    }

    /** @param inForce the value that the library has been set to */
    void putBack(int inForce) {
        int slot = inForce == Line.NONE || smallest() != inForce ? -1 : slotFor(inForce);
        if (slot >= 0) {
            standing.set(pack(inForce, numbers[slot]));
            numbers[slot] = 0;
        }
    }

    void exchange(int from, int to) {
        int more = to > 0 ? slotFor(to) : -1;
        int less = from > 0 ? slotFor(from) : -1;
        if (more >= 0) {
            values[more] = to;
            numbers[more]++;
        } else if (to == Line.SHARE) {
            shares++;
        }
        if (less >= 0) {
            numbers[less]--;
        } else if (from == Line.SHARE) {
            shares--;
        }
    }

    boolean isEmpty() {
        return shares == 0 && smallest() == Integer.MAX_VALUE;
    }

    /** The smallest request, shares apart; {@link Integer#MAX_VALUE} if there is none. */
    int smallest() {
        int smallest = Integer.MAX_VALUE;
        for (int i = 0; i < values.length; i++) {
            if (numbers[i] > 0 && values[i] < smallest) {
                smallest = values[i];
            }
        }
        return smallest;
    }

    int shares() {
        return shares;
    }

    /** How many owners have a request. Needs the lock, but not the requests in hand. */
    int owners() {
        int owners = shares + number(Math.max(0, standing.get()));
        for (int number : numbers) {
            owners += number;
        }
        return owners;
    }

    /** The slot of a value, otherwise a free one. */
    private int slotFor(int value) {
        int free = -1;
        for (int i = 0; i < values.length; i++) {
            if (numbers[i] == 0) {
                free = i;
            } else if (values[i] == value) {
                return i;
            }
        }
        return free >= 0 ? free : addSlots();
    }

    private int addSlots() {
        int first = values.length;
        int[] moreValues = Arrays.copyOf(values, 2 * first);
        int[] moreNumbers = Arrays.copyOf(numbers, 2 * first);
        values = moreValues;
        numbers = moreNumbers;
        return first;
    }

    private static long pack(int value, int number) {
        return ((long) value << Integer.SIZE) | number;
    }

    private static int value(long standing) {
        return (int) (standing >>> Integer.SIZE);
    }

    private static int number(long standing) {
        return (int) standing;
    }
}
