package io.threadpoolctl;

import io.threadpoolctl.internal.ledger.Ledger;

/** Opens the door to a ledger of a test's own. */
public final class TestThreadpools {

    private TestThreadpools() {}

    /** All pools of this ledger. */
    public static Threadpools over(Ledger ledger) {
        return new Threadpools(ledger);
    }
}
