package io.threadpoolctl.internal.ledger;

import org.jspecify.annotations.Nullable;

/** An owner's request of the value that its own thread has. The thread alone can set it, and put back what that replaced. */
final class ThreadRequest extends Request {

    private final ThreadValue value;

    /** Of the thread that this was last asked on; {@code null} before the first time. */
    private @Nullable ThreadCells cells;

    /** What was last brought about for this request. */
    private int posted = NativeValue.NONE;

    /** Whether a step was broken off, so that it may be otherwise. */
    private boolean isHalfDone;

    /** What a setter was to set that threw, so that the thread may have it or not; {@link NativeValue#NONE} if none did. */
    private int doubtful = NativeValue.NONE;

    /** What the thread had before the first time; {@link NativeValue#NONE} before that. */
    private int seenFirst = NativeValue.NONE;

    /** What was last replaced by a first setting, in the library's own terms. */
    private long lastReplaced;

    private boolean wasSet;

    /** How many shares this counts as. */
    private int countedShares;

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
        int share = amount == NativeValue.SHARE ? enterShares() : 0;
        try {
            post(number(amount, share));
        } catch (RuntimeException | Error e) {
            leaveShares();
            throw e;
        }
        asked = amount;
        leaveShares();
    }

    /** What was counted is noted by a plain write right beside it. */
    private int enterShares() {
        int share = value.shares().incrementAndGet();
        countedShares++;
        return share;
    }

    /** Leaves as many shares as are not asked for. */
    private void leaveShares() {
        while (countedShares > (asked == NativeValue.SHARE ? 1 : 0)) {
            value.shares().decrementAndGet();
            countedShares--;
        }
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
        isHalfDone = true;
        ofThread.own(number);
        try {
            bring(ofThread);
        } catch (VirtualMachineError e) {
            throw e; // the owner's next step makes up for it
        } catch (RuntimeException | Error e) {
            ofThread.own(posted);
            isHalfDone = doubtful != NativeValue.NONE;
            throw e;
        }
        posted = number;
        isHalfDone = false;
    }

    /** Between a setter and what is noted of it stand plain writes alone: nothing can break that off. */
    private void bring(ThreadCells ofThread) {
        if (doubtful != NativeValue.NONE) {
            undoWhatIsInDoubt(ofThread);
        }
        int wanted = ofThread.smallest();
        long[] state = ofThread.state;
        if (wanted != NativeValue.NONE) {
            boolean first = !ofThread.isTouched();
            if (seenFirst == NativeValue.NONE) {
                seenFirst = now();
            }
            doubtful = wanted;
            long replaced = value.control.limit(wanted);
            doubtful = NativeValue.NONE;
            if (first) {
                state[ThreadCells.REPLACED] = replaced;
                state[ThreadCells.TOUCHED] = 1;
                lastReplaced = replaced;
                wasSet = true;
            } else {
                value.countSetterCall();
            }
            value.wasSet(wanted);
        } else if (ofThread.isTouched()) {
            value.control.restore(ofThread.replaced());
            state[ThreadCells.TOUCHED] = 0;
            value.countFirstAndLastSetterCall();
        }
    }

    /**
     * A setter that throws may have set the thread all the same. What that replaced nobody knows then but by what was there
     * before; where the thread was set already, what it had first is still known.
     */
    private void undoWhatIsInDoubt(ThreadCells ofThread) {
        int likely = likelyBefore();
        if (!ofThread.isTouched() && likely != NativeValue.NONE && likely != doubtful && now() == doubtful) {
            value.control.limit(likely);
            value.countSetterCall();
        }
        doubtful = NativeValue.NONE;
    }

    private int likelyBefore() {
        Integer replaced = wasSet ? value.control.threadsOf(lastReplaced) : null;
        return replaced == null ? seenFirst : replaced;
    }

    private int now() {
        Integer threads = value.control.threads();
        return threads == null ? NativeValue.NONE : threads;
    }

    @Override
    void repair() {
        leaveShares();
        ThreadCells ofThread = cells;
        if (!isHalfDone || ofThread == null) {
            return;
        }
        if (!owner.maySetThreadValues()) {
            owner.leaveForLater(value);
            return;
        }
        ofThread.own(posted);
        bring(ofThread);
        isHalfDone = false;
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
        long replaced = value.control.limit(wanted);
        value.countSetterCall();
        value.wasSet(wanted);
        Integer found = value.control.threadsOf(replaced);
        if (found != null && found > wanted) {
            value.changedByOthers(wanted, found);
            value.readBack(wanted);
        }
    }

    /** What could not be put back on a thread that is out of reach from now on is forgotten. */
    @Override
    void abandon() {
        asked = NativeValue.NONE;
        posted = NativeValue.NONE;
        isHalfDone = false;
        leaveShares();
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
}
