package io.threadpoolctl.internal.ledger;

import java.lang.ref.WeakReference;
import java.util.List;

/**
 * What the copies of this code in the JVM ask of one value, each in an array of its own. The list and all in it are types of
 * the JDK: each entry holds a reference to a token that only its copy keeps, and the numbers. Guarded by whatever guards
 * the value.
 */
final class SharedPosts {

    private static final int TOKEN = 0;
    private static final int NUMBERS = 1;

    private final List<Object[]> all;
    private final int[] own;

    /** @param size how many numbers each copy has */
    SharedPosts(List<Object[]> all, Object token, int size) {
        this.all = all;
        this.own = new int[size];
        all.add(new Object[] {new WeakReference<>(token), own});
    }

    /** Takes this copy's numbers out. */
    void leave() {
        all.removeIf(post -> post[NUMBERS] == own);
    }

    int own(int index) {
        return own[index];
    }

    void own(int index, int number) {
        own[index] = number;
    }

    boolean isAlone() {
        return all.size() == 1;
    }

    /**
     * Forgets what copies had asked for that are gone.
     *
     * @return whether there were any
     */
    boolean forgetGone() {
        return !isAlone() && all.removeIf(post -> post[TOKEN] instanceof WeakReference<?> token && token.get() == null);
    }

    /** The smallest number of all copies at this index, those that are 0 left out; 0 if there is none. */
    int smallest(int index) {
        if (isAlone()) {
            return own[index];
        }
        int smallest = 0;
        for (Object[] post : all) {
            int number = ((int[]) post[NUMBERS])[index];
            if (number != 0 && (smallest == 0 || number < smallest)) {
                smallest = number;
            }
        }
        return smallest;
    }

    /** The sum of all copies' numbers at this index. */
    int sum(int index) {
        int sum = 0;
        for (Object[] post : all) {
            sum += ((int[]) post[NUMBERS])[index];
        }
        return sum;
    }
}
