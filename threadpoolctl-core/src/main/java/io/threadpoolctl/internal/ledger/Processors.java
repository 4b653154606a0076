package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Amount;

/** The processors that this process may use. */
final class Processors {

    private Processors() {}

    static int available() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** The number of an amount that is no share. */
    static int of(Amount amount) {
        return amount.kind() == Amount.Kind.AUTO ? available() : amount.threads();
    }
}
