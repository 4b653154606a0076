package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.internal.product.PooledLibrary;
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
    static final int UNSETTLED = NONE;

    private final RequestCounts counts = new RequestCounts();
    private final SharedValue shared;

    /**
     * The smallest request of this copy while the library is at it or below. Written under the lock; whoever is about to
     * decide makes it {@link #UNSETTLED} first, for all to see, and adds up the requests then. What was decided may be seen a
     * little later.
     */
    private final AtomicInteger inForce = new AtomicInteger(UNSETTLED);

    /** What the library should answer, {@link #NONE} while it is not held. Written under the lock. */
    private final AtomicInteger expected = new AtomicInteger(NONE);

    /** Written under the lock. */
    private final AtomicLong setterCalls = new AtomicLong();

    // Guarded by the lock.
    private int cap = NONE;
    private int limit = NONE;
    private int stood;
    private boolean isUnnoted;
    private int unnotedNumber;
    private long unnotedReplaced;
    private int lastBaseline = NONE;
    private int narrowerByOthers = NONE;

    ProcessValue(int index, PooledLibrary first, Warnings warnings, Processors processors, SharedValue shared) {
        super(index, first, warnings, processors);
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

    int inForce() {
        return inForce.get();
    }

    /** Brings the library to what is asked for now. */
    void settle() {
        synchronized (shared.lock()) {
            settleLocked();
        }
    }

    private void settleLocked() {
        if (inForce.get() != UNSETTLED) {
            inForce.set(UNSETTLED);
        }
        if (isUnnoted) {
            note();
        }
        int request = counts.smallest();
        int shares = counts.shares();
        shared.forgetGone();
        shared.post(request, shares, cap, limit);
        int part = shared.shares() == 0 ? NONE : part(shared.shares());
        boolean settled = bring(wanted(smaller(shared.request(), part)));
        expected.lazySet(shared.expected());
        if (settled && (request != NONE || shares != 0)) {
            inForce.lazySet(smaller(request, shares == 0 ? NONE : part));
        }
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
        if (!control.settable()) {
            notSettable();
            return false;
        }
        boolean held = shared.current() != NONE;
        if (held ? wanted != shared.current() : !isThereAlready(wanted)) {
            set(wanted);
        } else if (!held) {
            shared.heldAt(wanted);
            lastBaseline = wanted;
        }
        return true;
    }

    /** Asks the library only where the answer is likely to be yes; setting it tells as well what was there. */
    private boolean isThereAlready(int wanted) {
        if (lastBaseline != wanted && lastBaseline != NONE) {
            return false;
        }
        Integer now = threadsNow();
        return now != null && now == wanted;
    }

    /** Between the setter and what is noted of it stand plain writes alone: nothing can break that off. */
    private void set(int wanted) {
        long replaced = control.limit(wanted);
        unnotedReplaced = replaced;
        unnotedNumber = wanted;
        isUnnoted = true;
        note();
    }

    private void note() {
        int wanted = unnotedNumber;
        long replaced = unnotedReplaced;
        int held = shared.current();
        int should = shared.expected();
        boolean again = shared.isTouched();
        Integer before = control.threadsOf(replaced);
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
        compare(should, before);
        if (!shared.isFollowed(wanted)) {
            shared.followed(wanted, readBack(wanted));
        }
    }

    /** Forgets what was found only when it is back. */
    private void putBackWhatWasFound() {
        if (shared.isTouched()) {
            compare(shared.expected(), threadsNow());
            Long replaced = shared.replaced();
            if (replaced != null) {
                control.restore(replaced);
            } else {
                control.limit(shared.found());
            }
            countSetterCall();
        }
        shared.untouched();
        narrowerByOthers = NONE;
    }

    /** Notices that somebody else has set the library since we did. What they set does not outlive the scopes. */
    private void compare(int should, @Nullable Integer seen) {
        if (seen != null && should != NONE && seen != should && seen != narrowerByOthers) {
            changedByOthers(should, seen);
        }
    }

    /** Looks whether somebody else has set the library since we did, and puts right what is wider. */
    void verify() {
        int should = expected.get();
        if (should == NONE) {
            return;
        }
        Integer now = threadsNow();
        if (now == null || now == should) {
            return;
        }
        synchronized (shared.lock()) {
            putRight();
        }
    }

    private void putRight() {
        int should = shared.expected();
        Integer now = threadsNow();
        if (now == null || should == NONE || now == should || now == narrowerByOthers) {
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
        control.limit(current);
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
        verify();
        synchronized (shared.lock()) {
            boolean gone = shared.forgetGone();
            boolean brokenOff = inForce.get() == UNSETTLED && (counts.owners() > 0 || shared.current() != NONE);
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
