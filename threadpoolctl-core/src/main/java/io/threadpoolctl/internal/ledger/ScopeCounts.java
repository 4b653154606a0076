package io.threadpoolctl.internal.ledger;

/** How many scopes are open, in all and for each native value. Counted owner by owner, each at one moment. */
final class ScopeCounts {

    private final int[] limiting;
    private int open;

    ScopeCounts(NativeValues values) {
        this.limiting = new int[values.indexes()];
    }

    void add(ResolvedLimits limits) {
        open++;
        for (NativeValue value : limits.values) {
            if (value.index < limiting.length) {
                limiting[value.index]++;
            }
        }
    }

    int open() {
        return open;
    }

    /** How many limit the value. */
    int limiting(NativeValue value) {
        return limiting[value.index];
    }
}
