package io.threadpoolctl;

import io.threadpoolctl.library.PooledLibrary;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A line whose value reaches the whole process: the smallest request of all owners is in force.
 *
 * <p>{@code standing} is the way without the lock. It packs the value in force and the number of owners that request
 * exactly this value. One more of them, or one less while others remain, changes nothing but that number. While it is
 * negative, or the number is 0, the lock must be taken. Whoever holds the lock moves the number into {@code requests}
 * first and back when done, so all requests are in one place while anything is decided.
 */
final class ProcessLine extends Line {

    private static final long IN_HANDS_OF_THE_LOCK = -1;

    private final ReentrantLock lock;
    private final AtomicLong standing = new AtomicLong(IN_HANDS_OF_THE_LOCK);

    // All of these are guarded by the lock.
    private final TreeMap<Integer, Integer> requests = new TreeMap<>();
    private int shares;
    private int configured = NONE;
    private int current = NONE;
    private boolean touched;
    private long found;
    private @Nullable Integer foundThreads;
    private int lastBaseline = NONE;
    private int followed = NONE;
    private @Nullable Integer followedAs;

    ProcessLine(int index, PooledLibrary first, Warnings warnings, ReentrantLock lock) {
        super(index, first, warnings);
        this.lock = lock;
    }

    @Override
    boolean belongsToThread() {
        return false;
    }

    @Override
    int change(Owner owner, int from, int to) {
        if ((from == NONE && joinsQuietly(to)) || (to == NONE && leavesQuietly(from))) {
            return to;
        }
        lock.lock();
        try {
            takeInHand();
            boolean first = requests.isEmpty() && shares == 0;
            count(to, 1);
            count(from, -1);
            try {
                settle(first);
            } catch (RuntimeException | Error e) {
                if (to != NONE) {
                    count(to, -1);
                    count(from, 1);
                }
                throw e;
            } finally {
                putBack();
            }
        } finally {
            lock.unlock();
        }
        return to;
    }

    /** Sets the baseline; {@link #NONE} means as found. */
    void configure(int threads) {
        lock.lock();
        try {
            takeInHand();
            configured = threads;
            lastBaseline = threads;
            try {
                settle(requests.isEmpty() && shares == 0);
            } finally {
                putBack();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The value when no scope is open, {@code null} if the library does not tell. */
    @Nullable
    Integer baseline() {
        return reading().baseline();
    }

    /** What holds at one moment. */
    Reading reading() {
        lock.lock();
        try {
            long now = standing.get();
            int owners =
                    requests.values().stream().mapToInt(Integer::intValue).sum() + shares + number(Math.max(0, now));
            Integer threads = control.threads();
            return new Reading(threads, baseline(threads), owners);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Integer baseline(@Nullable Integer threads) {
        if (configured != NONE) {
            return configured;
        }
        return touched ? foundThreads : threads;
    }

    /**
     * A moment of a line.
     *
     * @param threads the native value
     * @param baseline the value when no scope is open
     * @param owners how many owners have a request
     */
    record Reading(@Nullable Integer threads, @Nullable Integer baseline, int owners) {}

    private boolean joinsQuietly(int request) {
        while (request > 0) {
            long now = standing.get();
            if (now < 0 || value(now) != request || number(now) == 0) {
                return false;
            }
            if (standing.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean leavesQuietly(int request) {
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

    private void takeInHand() {
        long before = standing.getAndSet(IN_HANDS_OF_THE_LOCK);
        if (before >= 0) {
            count(value(before), number(before));
        }
    }

    private void putBack() {
        Integer number = current == NONE ? null : requests.get(current);
        if (number != null && requests.firstKey() == current) {
            requests.remove(current);
            standing.set(pack(current, number));
        }
    }

    private void count(int request, int change) {
        if (request == SHARE) {
            shares += change;
        } else if (request != NONE && change != 0) {
            int number = requests.getOrDefault(request, 0) + change;
            if (number == 0) {
                requests.remove(request);
            } else {
                requests.put(request, number);
            }
        }
    }

    private int wanted() {
        int part = shares == 0 ? Integer.MAX_VALUE : part(shares);
        int smallest = requests.isEmpty() ? Integer.MAX_VALUE : requests.firstKey();
        int wanted = Math.min(part, smallest);
        return wanted == Integer.MAX_VALUE ? configured : wanted;
    }

    /** @param first whether nobody had a request until now, so that others may have set the library meanwhile */
    private void settle(boolean first) {
        int wanted = wanted();
        if (wanted == NONE) {
            putBackWhatWasFound();
        } else if (!control.settable()) {
            notSettable();
        } else {
            if (first ? !isThereAlready(wanted) : wanted != current) {
                set(wanted);
            }
            current = wanted;
        }
    }

    /** Asks the library only where the answer is likely to be yes; setting it tells as well what was there. */
    private boolean isThereAlready(int wanted) {
        if (lastBaseline != wanted && lastBaseline != NONE) {
            return false;
        }
        Integer now = control.threads();
        return now != null && now == wanted;
    }

    private void set(int wanted) {
        long replaced = control.limit(wanted);
        countSetterCall();
        Integer before = control.threadsOf(replaced);
        if (touched) {
            compare(before);
        } else {
            touched = true;
            found = replaced;
            foundThreads = before;
            lastBaseline = before == null ? NONE : before;
        }
        if (followed != wanted) {
            followedAs = readBack(wanted);
            followed = wanted;
        }
    }

    private void putBackWhatWasFound() {
        if (touched) {
            touched = false;
            compare(control.threads());
            current = NONE;
            control.restore(found);
            countSetterCall();
        }
        current = NONE;
    }

    /** Notices that somebody else has set the library since we did. What they set does not outlive the scopes. */
    private void compare(@Nullable Integer seen) {
        if (seen != null && current == followed && followedAs != null && !seen.equals(followedAs)) {
            followed = NONE;
            changedByOthers(followedAs, seen);
        }
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
