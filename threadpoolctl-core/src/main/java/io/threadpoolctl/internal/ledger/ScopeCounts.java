package io.threadpoolctl.internal.ledger;

/** How many scopes of threads are open, in all and for each line. Counted owner by owner, each at one moment. */
final class ScopeCounts {

    private final int[] limiting;
    private int open;

    ScopeCounts(Lines lines) {
        this.limiting = new int[lines.size()];
    }

    void add(Plan plan) {
        open++;
        for (Line line : plan.lines) {
            if (line.index < limiting.length) {
                limiting[line.index]++;
            }
        }
    }

    int open() {
        return open;
    }

    /** How many limit the line. */
    int limiting(Line line) {
        return limiting[line.index];
    }
}
