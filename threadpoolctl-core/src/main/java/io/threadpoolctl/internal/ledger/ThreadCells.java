package io.threadpoolctl.internal.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;

/**
 * What all copies of this code in the JVM know together of one value on one thread: what each asks for, and what the library
 * had before the first asked. Used by that thread alone.
 */
final class ThreadCells {

    private static final int POST = 0;
    private static final int POST_SIZE = 1;

    private static final int STATE_SIZE = 2;

    private static final String KEY = "threads";

    static final int REPLACED = 0;
    static final int TOUCHED = 1;

    /** What the library had first, and whether it was set; for plain writes, which nothing can break off. */
    final long[] state;

    private final SharedPosts posts;

    private ThreadCells(long[] state, SharedPosts posts) {
        this.state = state;
        this.posts = posts;
    }

    /**
     * Those of the calling thread.
     *
     * @param place the JVM-wide map
     * @param key the value, the same in every copy
     * @param token what tells this copy from others, and lives as long as it
     */
    @SuppressWarnings("unchecked") // as this method has put it there, in this copy or another
    static ThreadCells ofThisThread(ConcurrentMap<Object, Object> place, Object key, Object token) {
        ThreadLocal<Map<Object, Object[]>> all = (ThreadLocal<Map<Object, Object[]>>)
                place.computeIfAbsent(KEY, each -> new ThreadLocal<Map<Object, Object[]>>());
        Map<Object, Object[]> ofThisThread = all.get();
        if (ofThisThread == null) {
            ofThisThread = new HashMap<>();
            all.set(ofThisThread);
        }
        Object[] cell = ofThisThread.get(key);
        if (cell == null) {
            cell = new Object[] {new long[STATE_SIZE], new ArrayList<Object[]>(1)};
            ofThisThread.put(key, cell);
        }
        SharedPosts posts = new SharedPosts((List<Object[]>) cell[1], token, POST_SIZE);
        posts.forgetGone();
        return new ThreadCells((long[]) cell[0], posts);
    }

    /** What this copy asks for, or {@link NativeValue#NONE}. */
    int own() {
        return posts.own(POST);
    }

    void own(int number) {
        posts.own(POST, number);
    }

    /** The smallest that any copy asks for, {@link NativeValue#NONE} if none does. */
    int smallest() {
        return posts.smallest(POST);
    }

    boolean isTouched() {
        return state[TOUCHED] != 0;
    }

    /** What the library had before the first of all copies asked, in its own terms. */
    long replaced() {
        return state[REPLACED];
    }

    void untouched() {
        state[TOUCHED] = 0;
    }
}
