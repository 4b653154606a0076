package io.threadpoolctl;

/**
 * How much a limit allows.
 *
 * @param threads at least 1, or one of the two marks
 */
record Amount(int threads) {

    private static final int SHARE_MARK = -1;
    private static final int AUTO_MARK = -2;

    /** A fair part of the processors. */
    static final Amount SHARE = new Amount(SHARE_MARK);

    /** As many as there are processors. */
    static final Amount AUTO = new Amount(AUTO_MARK);

    static Amount of(String key, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("A limit of " + threads + " threads for " + key
                    + " is not possible: a call needs at least the thread that makes it, so give 1 or more.");
        }
        return new Amount(threads);
    }

    boolean isShare() {
        return threads == SHARE_MARK;
    }

    /** The number, with the processors for {@link #AUTO}; not for {@link #SHARE}. */
    int fixed() {
        return threads == AUTO_MARK ? Runtime.getRuntime().availableProcessors() : threads;
    }

    /** A number where it is one, otherwise the word. */
    Object asObject() {
        return threads > 0 ? (Object) threads : toString();
    }

    @Override
    public String toString() {
        return switch (threads) {
            case SHARE_MARK -> "share";
            case AUTO_MARK -> "auto";
            default -> Integer.toString(threads);
        };
    }
}
