package io.threadpoolctl.internal.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What one owner asks of one native value at present: the amount of its newest open scope that limits the value. Guarded by
 * the owner.
 */
abstract class Request {

    final Owner owner;

    /** A number of threads, {@link NativeValue#SHARE}, or {@link NativeValue#NONE}. */
    private int asked = NativeValue.NONE;

    Request(Owner owner) {
        this.owner = owner;
    }

    abstract NativeValue value();

    int asked() {
        return asked;
    }

    /** To be called the moment at which it counts. */
    void asked(int amount) {
        asked = amount;
    }

    /** Asks for another amount than before. If this throws, what {@link #asked()} says holds. */
    abstract void ask(int amount);

    /** A scope inside another asks for the same: makes sure that it is so. */
    abstract void askAgain();

    /** Gives up what the owner can no longer give up itself, since its thread is gone or was only borrowed. */
    abstract void abandon();

    /** Makes up for what was broken off, if anything was. */
    void repair() {}

    /**
     * The number that this owner had before its first request.
     *
     * @return {@code null} if the library does not tell
     */
    abstract @Nullable Integer before();
}
