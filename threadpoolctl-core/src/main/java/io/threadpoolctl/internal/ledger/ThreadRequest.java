package io.threadpoolctl.internal.ledger;

import org.jspecify.annotations.Nullable;

/** An owner's request of the value that its own thread has. The thread alone can set it, and put back what that replaced. */
final class ThreadRequest extends Request {

    private final ThreadValue value;

    /** Of the thread that this was last asked on; {@code null} before the first time. */
    private @Nullable ThreadCells cells;

    ThreadRequest(Owner owner, ThreadValue value) {
        super(owner, value.index);
        this.value = value;
    }

    @Override
    NativeValue value() {
        return value;
    }

    @Override
    void ask(int amount) {
        if (!owner.maySetThreadValues()) {
            owner.leaveForLater(value);
            return;
        }
        if (!value.control.settable()) {
            value.notSettable();
            return;
        }
        int before = asked();
        int share = amount == NativeValue.SHARE ? value.shares().incrementAndGet() : 0;
        try {
            post(number(amount, share));
            asked = amount;
        } catch (RuntimeException | Error e) {
            leaveShare(amount);
            throw e;
        }
        leaveShare(before);
    }

    private int number(int amount, int share) {
        if (amount == NativeValue.NONE) {
            return amount;
        }
        return value.capped(amount == NativeValue.SHARE ? value.part(share) : amount);
    }

    /** Brings the thread to the smallest number that any copy of this code asks for on it, and notes what that replaced. */
    private void post(int number) {
        ThreadCells ofThread = cells();
        if (!ofThread.isTouched()) {
            owner.prepareThread();
        }
        int before = ofThread.own();
        ofThread.own(number);
        try {
            int wanted = ofThread.smallest();
            if (wanted != NativeValue.NONE) {
                long replaced = value.set(wanted);
                if (ofThread.isTouched()) {
                    value.countSetterCall();
                } else {
                    ofThread.touched(replaced);
                }
            } else if (ofThread.isTouched()) {
                value.restore(ofThread.replaced());
                ofThread.untouched();
            }
        } catch (RuntimeException | Error e) {
            ofThread.own(before);
            throw e;
        }
    }

    private ThreadCells cells() {
        ThreadCells known = cells;
        if (known == null) {
            known = value.cellsOfThisThread();
            cells = known;
        }
        return known;
    }

    /** Sets once more what is asked for, and sees by what that replaced whether somebody else had set it meanwhile. */
    @Override
    void askAgain() {
        ThreadCells ofThread = cells;
        if (ofThread == null || !owner.maySetThreadValues() || !value.control.settable()) {
            return;
        }
        int wanted = ofThread.smallest();
        Integer found = value.control.threadsOf(value.set(wanted));
        value.countSetterCall();
        if (found != null && found > wanted) {
            value.changedByOthers(wanted, found);
            value.readBack(wanted);
        }
    }

    /** What could not be put back on a thread that is out of reach from now on is forgotten. */
    @Override
    void abandon() {
        leaveShare(asked());
        asked = NativeValue.NONE;
        ThreadCells ofThread = cells;
        if (ofThread != null) {
            ofThread.own(NativeValue.NONE);
            if (ofThread.smallest() == NativeValue.NONE) {
                ofThread.untouched();
            }
        }
    }

    @Override
    @Nullable
    Integer before() {
        ThreadCells ofThread = cells;
        if (ofThread != null && ofThread.isTouched()) {
            return value.control.threadsOf(ofThread.replaced());
        }
        return owner.maySetThreadValues() ? value.threadsNow() : null;
    }

    private void leaveShare(int amount) {
        if (amount == NativeValue.SHARE) {
            value.shares().decrementAndGet();
        }
    }
}
