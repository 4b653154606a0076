package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.internal.product.PooledLibrary;
import org.jspecify.annotations.Nullable;

/**
 * A line whose value reaches the whole process: the smallest request of all owners is in force.
 *
 * <p>Who joins or leaves others that request the value in force is only {@linkplain Tally counted}. Everybody else takes the
 * lock, counts, and sets the library if another value is wanted now. When a native call fails, what was requested before
 * stands, and whoever comes next tries again to bring the library to it.
 */
final class ProcessLine extends Line {

    private final Object lock;
    private final Tally requests = new Tally();

    // All of these are guarded by the lock.
    private int configured = NONE;
    private int current = NONE;
    private boolean touched;
    private long found;
    private @Nullable Integer foundThreads;
    private int lastBaseline = NONE;
    private int followed = NONE;
    private @Nullable Integer followedAs;

    ProcessLine(int index, PooledLibrary first, Warnings warnings, Object lock) {
        super(index, first, warnings);
        this.lock = lock;
    }

    @Override
    boolean belongsToThread() {
        return false;
    }

    @Override
    void change(Owner owner, int from, int to) {
        if ((from == NONE && requests.joinsQuietly(to)) || (to == NONE && requests.leavesQuietly(from))) {
            owner.posted[index] = to;
            return;
        }
        synchronized (lock) {
            requests.takeInHand();
            try {
                exchange(owner, from, to);
            } finally {
                requests.putBack(current);
            }
        }
    }

    @Override
    void cap(int from, int to) {
        synchronized (lock) {
            requests.takeInHand();
            boolean first = isFree();
            caps.exchange(from, to, this);
            try {
                settle(first);
            } catch (RuntimeException | Error e) {
                if (to != NONE) {
                    caps.exchange(to, from, this);
                    settleAgain(e);
                }
                throw e;
            } finally {
                requests.putBack(current);
            }
        }
    }

    private boolean isFree() {
        return requests.isEmpty() && caps.smallest() == NONE;
    }

    private void exchange(Owner owner, int from, int to) {
        boolean first = isFree();
        requests.exchange(from, to);
        owner.posted[index] = to;
        try {
            settle(first);
        } catch (RuntimeException | Error e) {
            if (to != NONE) {
                requests.exchange(to, from);
                owner.posted[index] = from;
                settleAgain(e);
            }
            throw e;
        }
    }

    private void settleAgain(Throwable failure) {
        current = NONE; // nobody knows what the library has now
        try {
            settle(false);
        } catch (RuntimeException | Error again) {
            failure.addSuppressed(again);
        }
    }

    /** Sets the baseline; {@link #NONE} means as found. */
    void configure(int threads) {
        synchronized (lock) {
            requests.takeInHand();
            configured = threads;
            lastBaseline = threads;
            try {
                settle(isFree());
            } finally {
                requests.putBack(current);
            }
        }
    }

    /** The value when no scope is open, {@code null} if the library does not tell. */
    @Nullable
    Integer baseline() {
        return reading().baseline();
    }

    /** What holds at one moment. */
    Reading reading() {
        synchronized (lock) {
            Integer threads = threadsNow();
            return new Reading(threads, baseline(threads), requests.owners(), caps.smallest());
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
     * @param cap the smallest standing request
     */
    record Reading(@Nullable Integer threads, @Nullable Integer baseline, int owners, int cap) {}

    private int wanted() {
        int part = requests.shares() == 0 ? Integer.MAX_VALUE : part(requests.shares());
        int wanted = Math.min(part, requests.smallest());
        if (wanted == Integer.MAX_VALUE) {
            return caps.smallest() == NONE ? configured : cappedBaseline();
        }
        return caps.applyTo(wanted);
    }

    /** A cap above the baseline widens nothing. */
    private int cappedBaseline() {
        Integer baseline = baseline(threadsNow());
        return baseline == null ? caps.smallest() : caps.applyTo(baseline);
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
        Integer now = threadsNow();
        return now != null && now == wanted;
    }

    private void set(int wanted) {
        int held = current;
        boolean again = touched;
        long replaced = control.limit(wanted);
        current = wanted;
        if (!again) {
            touched = true;
            found = replaced;
        }
        countSetterCall();
        Integer before = control.threadsOf(replaced);
        if (again) {
            compare(held, before);
        } else {
            foundThreads = before;
            lastBaseline = before == null ? NONE : before;
        }
        if (followed != wanted) {
            followedAs = readBack(wanted);
            followed = wanted;
        }
    }

    /** Forgets what was found only when it is back. */
    private void putBackWhatWasFound() {
        if (touched) {
            compare(current, threadsNow());
            control.restore(found);
            touched = false;
            countSetterCall();
        }
        current = NONE;
    }

    /** Notices that somebody else has set the library since we did. What they set does not outlive the scopes. */
    private void compare(int held, @Nullable Integer seen) {
        if (seen != null && held != NONE && held == followed && followedAs != null && !seen.equals(followedAs)) {
            followed = NONE;
            changedByOthers(followedAs, seen);
        }
    }
}
