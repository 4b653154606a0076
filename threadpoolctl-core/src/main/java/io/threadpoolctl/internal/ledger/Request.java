package io.threadpoolctl.internal.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What one owner asks of one native value at present: the amount of its newest open scope that limits the value. Guarded by
 * the owner, whose own thread may also come and go by its {@link Shortcut}.
 */
abstract class Request {

    final Owner owner;

    /** Of its value. */
    final int index;

    /**
     * A number of threads, {@link NativeValue#SHARE}, or {@link NativeValue#NONE}. To be written the moment at which it
     * counts, plainly: the end of the stack cannot break that off.
     */
    int asked = NativeValue.NONE;

    /** Where this is or was last counted; {@code null} for a value of threads. */
    @Nullable
    Requesters group;

    /** Whether it is counted there. Apart, since a number costs the garbage collector nothing. */
    boolean counted;

    /** Where the owner's own thread counted this last. Written by that thread, while there is no mark. */
    @Nullable
    Requesters usual;

    /** Whether the value has to be settled because this has left it. */
    boolean unsettled;

    private @Nullable Requesters marked;

    Request(Owner owner, int index) {
        this.owner = owner;
        this.index = index;
    }

    abstract NativeValue value();

    int asked() {
        return asked;
    }

    /** Asks for another amount than before. If this throws, what {@link #asked()} says holds. */
    abstract void ask(int amount);

    /** A scope inside another asks for the same: makes sure that it is so. */
    abstract void askAgain();

    /** Gives up what the owner can no longer give up itself, since its thread is gone or was only borrowed. */
    abstract void abandon();

    /** Makes up for what was broken off, if anything was. */
    abstract void repair();

    /**
     * The number that this owner had before its first request.
     *
     * @return {@code null} if the library does not tell
     */
    abstract @Nullable Integer before();

    /** Whether the value is held at this number or below already, for somebody who asks for it. */
    boolean isJoinedQuietly(Requesters joined) {
        return false;
    }

    /** Whether nothing has to be done after leaving, or somebody else inside could be made to answer for it. */
    boolean isLeftQuietly(Requesters left) {
        return false;
    }

    /** Has the owner's own thread notice that somebody is about to do something for it. */
    final void mark(int stripe) {
        Requesters marking = usual;
        if (marking != null && marked == null) {
            marking.mark(stripe);
            marked = marking;
        }
    }

    final void unmark(int stripe) {
        Requesters unmarking = marked;
        if (unmarking != null) {
            unmarking.unmark(stripe);
            marked = null;
        }
    }

    /** Counts this in. If this throws, it has not. */
    final void enter(Requesters entered, int stripe) {
        boolean byItsOwnThread = marked == null && !owner.isVisited();
        entered.enter(stripe);
        group = entered;
        counted = true;
        if (byItsOwnThread) {
            usual = entered;
        }
    }
}
