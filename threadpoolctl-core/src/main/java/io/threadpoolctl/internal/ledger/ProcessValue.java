package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.internal.product.PooledLibrary;
import io.threadpoolctl.spi.ThreadControl;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A value of the whole process: the smallest request of all owners is in force, whichever copy of this code they use.
 *
 * <p>Requests are {@linkplain RequestCounts counted}; {@link #settle} decides, under the value's own lock, what the library
 * should have, and sets it if that is another number than before. When anything fails, {@link #inForce} says that nobody may
 * rely on the value, so whoever comes next settles it again.
 */
final class ProcessValue extends NativeValue {

    /** While nothing is in force: whoever comes has to settle. */
    private static final int UNSETTLED = NONE;

    /** While somebody decides. What is in force is a number of threads otherwise. */
    private static final int DECIDING = -1;

    /** How often who comes meanwhile looks again before it waits for the lock: some microseconds. A decision takes less. */
    private static final int LOOKS_WHILE_DECIDING = 100;

    /** A library that never rests is let go for a moment after so many times the time of rest, in case nobody else wants it. */
    private static final int LONG = 12;

    private final PooledLibrary library;

    /** For use while {@link #holds}. */
    private final ThreadControl direct;

    /** Whether others have bounds of their own, which may be narrower, and come and go. */
    private final boolean isUpperBound;

    private final RequestCounts counts = new RequestCounts();
    private final SharedValue shared;

    /**
     * The smallest request of this copy while the library is at it or below. Written under the lock; whoever is about to
     * decide makes it {@link #DECIDING} first, for all to see, and adds up the requests then. What was decided may be seen a
     * little later.
     */
    private final AtomicInteger inForce = new AtomicInteger(UNSETTLED);

    /** Whether shares of this copy counted in what is in force. Guarded by the lock. */
    private boolean isShared;

    /** What the library should answer, {@link #NONE} while it is not held. Written under the lock. */
    private final AtomicInteger expected = new AtomicInteger(NONE);

    /** Written under the lock. */
    private final AtomicLong setterCalls = new AtomicLong();

    /** Whether the library is kept loaded for this. Written under the lock; while somebody requests it, it stays so. */
    private volatile boolean holds;

    // Guarded by the lock.
    private boolean isUsed = true;
    private long idleSince;
    private long triedAt = System.nanoTime();
    private int cap = NONE;
    private int limit = NONE;
    private int stood;
    private boolean isUnnoted;
    private int unnotedNumber;
    private long unnotedReplaced;
    private int lastBaseline = NONE;

    /** What a setter was to set that threw, so that the library may have it or not; {@link #NONE} if none did. */
    private int doubtful = NONE;

    /** Whether the library may have been put back by a setter that threw. */
    private boolean mayBeBack;

    private int narrowerByOthers = NONE;

    ProcessValue(int index, PooledLibrary first, Warnings warnings, Processors processors, SharedValue shared) {
        super(index, first, warnings, processors);
        this.library = first;
        this.direct = first.controlWhileHeld();
        this.isUpperBound = direct.isUpperBound();
        this.shared = shared;
    }

    @Override
    boolean belongsToThread() {
        return false;
    }

    @Override
    Request newRequest(Owner owner) {
        return new ProcessRequest(owner, this);
    }

    @Override
    void countSetterCall() {
        setterCalls.lazySet(setterCalls.get() + 1);
    }

    @Override
    long setterCalls() {
        return setterCalls.get();
    }

    RequestCounts counts() {
        return counts;
    }

    /** Whether who asks for this number, and counts already, finds it in force. Waits a moment for one who decides. */
    boolean isInForceFor(int number) {
        int now = inForceSoon();
        return now > 0 && number >= now;
    }

    /** Whether a smaller number is in force, so that it does not matter who asks for this one. */
    boolean isInForceBelow(int number) {
        int now = inForce.get();
        return now > 0 && number > now && isAlone();
    }

    /** Whether there are no other copies. They may be gone without a word: who comes and goes takes the lock and looks. */
    boolean isAlone() {
        return shared.isAlone();
    }

    /**
     * What is in force once the one who decides is through. To wait for the lock may cost the processor, and then those who
     * come next, too: they would wait for each other for good. So this only looks again, and not for long, since the one who
     * decides may have lost its own.
     */
    private int inForceSoon() {
        int now = inForce.get();
        for (int looks = 0; now == DECIDING && looks < LOOKS_WHILE_DECIDING; looks++) {
            Thread.onSpinWait();
            now = inForce.get();
        }
        return now;
    }

    /** Brings the library to what is asked for now. */
    void settle() {
        inForceSoon();
        synchronized (shared.lock()) {
            if (!shared.forgetGone() && isStillInForce()) {
                expected.lazySet(shared.expected());
            } else {
                settleLocked();
            }
        }
    }

    /**
     * Whether somebody still asks for what is in force, and nobody for less. That only finds another witness, without
     * keeping anybody from coming and going meanwhile: those who come read {@link #inForce} after they have counted
     * themselves, and who leaves last finds itself to be the witness.
     */
    private boolean isStillInForce() {
        int now = inForce.get();
        return now > 0 && !isShared && counts.smallest() == now && counts.shares() == 0;
    }

    private void settleLocked() {
        try {
            decide();
        } finally {
            if (inForce.get() == DECIDING) { // it was broken off: nobody is to wait for that
                inForce.lazySet(UNSETTLED);
            }
        }
    }

    private void decide() {
        if (inForce.get() == UNSETTLED) {
            inForce.lazySet(DECIDING); // nobody relies on it, so it need not be seen before the requests are added up
        } else {
            inForce.set(DECIDING);
        }
        if (isUnnoted) {
            note();
        }
        if (doubtful != NONE) {
            undoWhatIsInDoubt();
        }
        int request = counts.smallest();
        int shares = counts.shares();
        shared.forgetGone();
        shared.post(request, shares, cap, limit);
        int part = shared.shares() == 0 ? NONE : part(shared.shares());
        boolean settled = bring(wanted(smaller(shared.request(), part)));
        expected.lazySet(shared.expected());
        isShared = shares != 0;
        boolean isAsked = settled && (request != NONE || shares != 0);
        inForce.lazySet(isAsked ? smaller(request, shares == 0 ? NONE : part) : UNSETTLED);
    }

    private int wanted(int requested) {
        int ceiling = smaller(shared.cap(), shared.limit());
        if (requested != NONE || shared.limit() != NONE || ceiling == NONE) {
            return smaller(requested, ceiling);
        }
        Integer baseline = baseline(threadsNow()); // a cap above the baseline widens nothing
        return baseline == null ? ceiling : Math.min(ceiling, baseline);
    }

    /** @return whether the library could be set, if it had to be */
    private boolean bring(int wanted) {
        if (wanted == NONE) {
            putBackWhatWasFound();
            return true;
        }
        if (!hold()) {
            return false;
        }
        if (!direct.settable()) {
            notSettable();
            return false;
        }
        boolean held = shared.current() != NONE;
        if (held ? mayBeBack || wanted != shared.current() : !isThereAlready(wanted)) {
            set(wanted);
        } else if (!held) {
            shared.heldAt(wanted);
            lastBaseline = wanted;
        }
        return true;
    }

    /** Asks the library only where the answer is likely to be yes; setting it tells as well what was there. */
    private boolean isThereAlready(int wanted) {
        if (isUpperBound) {
            return false; // whose it is, nobody can tell, and they may take it away
        }
        if (lastBaseline != wanted && lastBaseline != NONE) {
            return false;
        }
        Integer now = library.threadsWhileHeld();
        if (now != null) {
            lastBaseline = now;
        }
        return now != null && now == wanted;
    }

    /** @return whether the library is there and stays; if not, it is gone for good */
    private boolean hold() {
        isUsed = true;
        if (!holds && library.hold()) {
            holds = true;
        }
        return holds;
    }

    @Override
    IdleState giveBackIfIdle(long now, long patienceNanos) {
        if (!library.isLeased()) {
            return IdleState.KEPT;
        }
        synchronized (shared.lock()) {
            if (library.isGone()) {
                return IdleState.GIVEN_BACK;
            }
            boolean isWanted = isWanted();
            if (isUsed || isWanted) {
                isUsed = false;
                idleSince = now;
            }
            boolean isIdle = now - idleSince >= patienceNanos;
            boolean isDue = now - triedAt >= LONG * patienceNanos;
            if (isWanted || !(isIdle || isDue)) {
                return IdleState.WAITING;
            }
            triedAt = now;
            if (holds) {
                holds = false;
                library.letGo();
            }
            if (library.giveBack()) {
                return IdleState.GIVEN_BACK;
            }
            return library.isGivenBack() ? IdleState.KEPT : IdleState.WAITING;
        }
    }

    /** Whether the library is set, or somebody wants it to be. Who comes while nothing is in force takes the lock. */
    private boolean isWanted() {
        return shared.isTouched()
                || isUnnoted
                || doubtful != NONE
                || cap != NONE
                || limit != NONE
                || inForce.get() > 0
                || counts.owners() > 0;
    }

    @Override
    void retire() {
        synchronized (shared.lock()) {
            shared.leave();
        }
    }

    /** Between the setter and what is noted of it stand plain writes alone: nothing can break that off. */
    private void set(int wanted) {
        doubtful = wanted;
        long replaced = direct.limit(wanted);
        unnotedReplaced = replaced;
        unnotedNumber = wanted;
        isUnnoted = true;
        doubtful = NONE;
        note();
    }

    /**
     * A setter that throws may have set the library all the same. What that replaced nobody knows then but by what was there
     * before; where the library was set already, what it had first is still known.
     */
    private void undoWhatIsInDoubt() {
        if (isUpperBound && !shared.isTouched() && hold()) {
            direct.restore(0); // takes away all that is ours, and nothing else
            countSetterCall();
            doubtful = NONE;
            return;
        }
        int before = shared.current() == NONE ? lastBaseline : shared.current();
        if (before != NONE && before != doubtful && hold()) {
            Integer now = library.threadsWhileHeld();
            if (now != null && now == doubtful) {
                direct.limit(before);
                countSetterCall();
            }
        }
        doubtful = NONE;
    }

    private void note() {
        int wanted = unnotedNumber;
        long replaced = unnotedReplaced;
        int held = shared.current();
        int should = shared.expected();
        boolean again = shared.isTouched();
        Integer before = direct.threadsOf(replaced);
        if (again) {
            shared.heldAt(wanted);
        } else if (held != NONE && before != null && before != held) {
            shared.touchedAfterAll(wanted, held);
        } else {
            shared.touched(wanted, replaced, before);
            lastBaseline = before == null ? NONE : before;
        }
        isUnnoted = false;
        countSetterCall();
        if (!mayBeBack) {
            compare(should, before);
        }
        mayBeBack = false;
        if (!shared.isFollowed(wanted)) {
            shared.followed(wanted, readBack(wanted));
        }
    }

    /** Forgets what was found only when it is back. */
    private void putBackWhatWasFound() {
        if (shared.isTouched() && hold()) {
            if (!mayBeBack) {
                compare(shared.expected(), library.threadsWhileHeld());
            }
            Long replaced = shared.replaced();
            mayBeBack = true;
            if (replaced != null) {
                direct.restore(replaced);
            } else {
                direct.limit(shared.found());
            }
            countSetterCall();
        }
        mayBeBack = false;
        shared.untouched();
        narrowerByOthers = NONE;
    }

    /** Notices that somebody else has set the library since we did. What they set does not outlive the scopes. */
    private void compare(int should, @Nullable Integer seen) {
        if (seen != null && should != NONE && seen != should && seen != narrowerByOthers && !isUpperBound) {
            changedByOthers(should, seen);
        }
    }

    /** Looks whether somebody else has set the library since we did, and puts right what is wider; for one who requests it. */
    void verify() {
        int should = expected.get();
        if (should != NONE && holds) {
            verify(should, library.threadsWhileHeld());
        }
    }

    private void verify(int should, @Nullable Integer now) {
        if (now == null || now == should) {
            return;
        }
        synchronized (shared.lock()) {
            putRight();
        }
    }

    private void putRight() {
        if (mayBeBack || doubtful != NONE) {
            settleLocked(); // that was nobody else
            return;
        }
        int should = shared.expected();
        Integer now = hold() ? library.threadsWhileHeld() : null;
        boolean isInOrder = now != null && isUpperBound && now <= shared.current();
        if (now == null || should == NONE || now == should || now == narrowerByOthers || isInOrder) {
            expected.lazySet(now == null || should == NONE ? should : now); // another copy may have set it
            return;
        }
        changedByOthers(should, now);
        if (now < should) {
            narrowerByOthers = now;
            expected.lazySet(now);
            return;
        }
        int current = shared.current();
        direct.limit(current);
        countSetterCall();
        if (!shared.isTouched()) {
            shared.touchedAfterAll(current, current);
        }
        shared.followed(current, readBack(current));
        expected.lazySet(shared.expected());
    }

    @Override
    void stand(int change, int newCap, int newLimit) {
        synchronized (shared.lock()) {
            if (change >= stood) {
                stood = change;
                cap = newCap;
                limit = newLimit;
                settleLocked();
            }
        }
    }

    @Override
    void setProcessDefault() {
        // That is the value itself.
    }

    @Override
    int cap() {
        synchronized (shared.lock()) {
            return shared.cap();
        }
    }

    @Override
    int limit() {
        return limit;
    }

    /** The value when no scope is open, {@code null} if the library does not tell. */
    @Nullable
    Integer baseline() {
        synchronized (shared.lock()) {
            return baseline(threadsNow());
        }
    }

    @Override
    Reading reading() {
        synchronized (shared.lock()) {
            int owners = counts.owners();
            if (owners > 0 || shared.isTouched()) {
                try {
                    settleLocked(); // somebody may have come or gone and be about to do it
                } catch (VirtualMachineError e) {
                    throw e;
                } catch (RuntimeException | Error e) {
                    wentWrong(e);
                }
            }
            Integer threads = threadsNow();
            return new Reading(threads, baseline(threads), owners);
        }
    }

    @Override
    void check() {
        int should = expected.get();
        if (should != NONE) {
            verify(should, threadsNow());
        }
        synchronized (shared.lock()) {
            boolean gone = shared.forgetGone();
            boolean brokenOff =
                    inForce.get() <= 0 && (counts.owners() > 0 || shared.current() != NONE || doubtful != NONE);
            if (gone || brokenOff) {
                settleLocked();
            }
        }
    }

    private @Nullable Integer baseline(@Nullable Integer threads) {
        int ofTheProcess = shared.limit();
        if (ofTheProcess != NONE) {
            return ofTheProcess;
        }
        if (shared.isTouched()) {
            return shared.found() == NONE ? null : Integer.valueOf(shared.found());
        }
        return threads;
    }
}
