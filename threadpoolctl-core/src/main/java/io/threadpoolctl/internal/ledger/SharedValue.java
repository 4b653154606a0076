package io.threadpoolctl.internal.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What all copies of this code in the JVM know together of one value of the process: what each asks for, what the library
 * had before the first asked, and what it was set to. Everything is guarded by {@link #lock}, which is the value's own lock
 * for all copies.
 */
final class SharedValue {

    // What each copy asks for.
    private static final int REQUEST = 0;
    private static final int SHARES = 1;
    private static final int CAP = 2;
    private static final int LIMIT = 3;
    private static final int POST_SIZE = 4;

    // What is known of the library.
    private static final int REPLACED = 0;
    private static final int REPLACED_IS_KNOWN = 1;
    private static final int FOUND = 2;
    private static final int TOUCHED = 3;
    private static final int CURRENT = 4;
    private static final int FOLLOWED = 5;
    private static final int FOLLOWED_AS = 6;
    private static final int STATE_SIZE = 7;

    private final Object[] lock;
    private final long[] state;
    private final SharedPosts posts;

    /**
     * @param place the JVM-wide map
     * @param key the value, the same in every copy
     * @param token what tells this copy from others, and lives as long as it
     */
    @SuppressWarnings("unchecked") // as this constructor has put it there, in this copy or another
    SharedValue(ConcurrentMap<Object, Object> place, Object key, Object token) {
        this.lock = (Object[]) place.computeIfAbsent(
                List.of("process", key), each -> new Object[] {new long[STATE_SIZE], new ArrayList<>()});
        this.state = (long[]) lock[0];
        synchronized (lock) {
            this.posts = new SharedPosts((List<Object[]>) lock[1], token, POST_SIZE);
            if (current() == NativeValue.NONE) {
                state[FOLLOWED] = NativeValue.NONE; // that may have been another library, which had this key before
            }
        }
    }

    /** The value's own lock. */
    Object lock() {
        return lock;
    }

    /** Takes out what this copy asks for. */
    void leave() {
        posts.leave();
    }

    void post(int request, int shares, int cap, int limit) {
        posts.own(REQUEST, request);
        posts.own(SHARES, shares);
        posts.own(CAP, cap);
        posts.own(LIMIT, limit);
    }

    /** Whether there are no other copies. Without the lock it may be out of date. */
    boolean isAlone() {
        return posts.isAlone();
    }

    /** Whether other copies had asked for something that are gone. */
    boolean forgetGone() {
        return posts.forgetGone();
    }

    /** The smallest request of all copies, shares apart. */
    int request() {
        return posts.smallest(REQUEST);
    }

    /** How many owners of all copies request a share. */
    int shares() {
        return posts.isAlone() ? posts.own(SHARES) : posts.sum(SHARES);
    }

    int cap() {
        return posts.smallest(CAP);
    }

    /** The smallest limit of the process. */
    int limit() {
        return posts.smallest(LIMIT);
    }

    /** What the library was set to, {@link NativeValue#NONE} while nobody holds it. */
    int current() {
        return (int) state[CURRENT];
    }

    /** Whether the library has been set and not been put back. */
    boolean isTouched() {
        return state[TOUCHED] != 0;
    }

    /** The library has this number already, so it is held there without having been set. */
    void heldAt(int number) {
        state[CURRENT] = number;
    }

    /**
     * The library was set for the first time.
     *
     * @param replaced what it had, in its own terms
     * @param found the number of threads that stands for, {@code null} if it stands for none
     */
    void touched(int number, long replaced, @Nullable Integer found) {
        int known = found == null ? NativeValue.NONE : found;
        state[CURRENT] = number; // from here on nothing is called, so that it is all or nothing
        state[REPLACED] = replaced;
        state[REPLACED_IS_KNOWN] = 1;
        state[FOUND] = known;
        state[TOUCHED] = 1;
    }

    /** The library was set, and what it had first had been seen as a number only. */
    void touchedAfterAll(int number, int found) {
        state[CURRENT] = number;
        state[REPLACED_IS_KNOWN] = 0;
        state[FOUND] = found;
        state[TOUCHED] = 1;
    }

    void untouched() {
        state[TOUCHED] = 0;
        state[CURRENT] = NativeValue.NONE;
    }

    /** What the library had first, in its own terms; {@code null} if only the number is known. */
    @Nullable
    Long replaced() {
        return state[REPLACED_IS_KNOWN] != 0 ? Long.valueOf(state[REPLACED]) : null;
    }

    /** The number of threads that the library had first, {@link NativeValue#NONE} if it did not tell. */
    int found() {
        return (int) state[FOUND];
    }

    /** Notes what the library answered after it was set to a number, {@code null} if it does not tell. */
    void followed(int number, @Nullable Integer as) {
        int known = as == null ? NativeValue.NONE : as;
        state[FOLLOWED] = number;
        state[FOLLOWED_AS] = known;
    }

    boolean isFollowed(int number) {
        return state[FOLLOWED] == number;
    }

    /** What the library should answer now; {@link NativeValue#NONE} while it is not held, or does not tell. */
    int expected() {
        if (current() == NativeValue.NONE) {
            return NativeValue.NONE;
        }
        return isTouched() && isFollowed(current()) ? (int) state[FOLLOWED_AS] : current();
    }
}
