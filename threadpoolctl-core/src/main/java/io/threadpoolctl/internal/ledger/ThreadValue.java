package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.internal.product.PooledLibrary;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A value that each thread has for itself. It is set by the thread alone, for its own {@linkplain ThreadRequest request}. */
final class ThreadValue extends NativeValue {

    private final ConcurrentMap<Object, Object> place;
    private final Object key;
    private final Object token;
    private final AtomicInteger shares = new AtomicInteger();
    private final LongAdder setterCalls = new LongAdder();
    private volatile int cap = NONE;
    private volatile int limit = NONE;

    /** The number that was last seen to be followed. Threads may overwrite each other's: it only spares reading back. */
    private int followed = NONE;

    private int stood; // guarded by this

    private final ScanGate settingDefault = new ScanGate();

    // Guarded by that.
    private int processDefault = NONE;

    /** What was last brought to the library, or cannot be. */
    private int handled = NONE;

    private int handledLimit = NONE;
    private @Nullable Integer found;

    /**
     * @param place the JVM-wide map
     * @param key the value, the same in every copy
     * @param token what tells this copy from others
     */
    ThreadValue(
            int index,
            PooledLibrary first,
            Warnings warnings,
            Processors processors,
            ConcurrentMap<Object, Object> place,
            Object key,
            Object token) {
        super(index, first, warnings, processors);
        this.place = place;
        this.key = key;
        this.token = token;
    }

    @Override
    boolean belongsToThread() {
        return true;
    }

    @Override
    Request newRequest(Owner owner) {
        return new ThreadRequest(owner, this);
    }

    @Override
    void countSetterCall() {
        setterCalls.increment();
    }

    @Override
    long setterCalls() {
        return setterCalls.sum();
    }

    ThreadCells cellsOfThisThread() {
        return ThreadCells.ofThisThread(place, key, token);
    }

    AtomicInteger shares() {
        return shares;
    }

    @Override
    int cap() {
        return cap;
    }

    @Override
    int limit() {
        return limit;
    }

    /** A number under the smallest cap and the smallest limit of the process. */
    int capped(int threads) {
        return smaller(smaller(threads, cap), limit);
    }

    /** To be called when it was set to a number: reads back what came of it where that is not known. */
    void wasSet(int number) {
        if (followed != number) {
            readBack(number);
            followed = number;
        }
    }

    /** Counts the first setter call on this thread and the one that undid it: one step instead of two. */
    void countFirstAndLastSetterCall() {
        setterCalls.add(2);
    }

    /** Holds for every value that is set from now on. */
    @Override
    synchronized void stand(int change, int newCap, int newLimit) {
        if (change >= stood) {
            stood = change;
            cap = newCap;
            limit = newLimit;
        }
    }

    /** Tried at every look, since the library may be asleep until long after it was loaded. */
    @Override
    void setProcessDefault() {
        Thread caller = Thread.currentThread();
        if (settingDefault.holder == caller) {
            return;
        }
        try {
            if (settingDefault.tryEnter()) {
                setProcessDefault(limit, cap);
            }
        } finally {
            if (settingDefault.holder == caller) {
                settingDefault.holder = null;
            }
        }
    }

    private void setProcessDefault(int ofTheProcess, int smallestCap) {
        int ofCaps = smallestCap == NONE || (ofTheProcess == NONE && control.processDefaultLeavesTraces())
                ? NONE
                : smallestCap;
        int wanted = smaller(ofTheProcess, ofCaps);
        if (wanted == handled && ofTheProcess == handledLimit) {
            return;
        }
        if (wanted == NONE) {
            putBackDefault();
        } else if (!setDefault(wanted, ofTheProcess)) {
            return;
        }
        handled = wanted;
        handledLimit = ofTheProcess;
    }

    private void putBackDefault() {
        Integer before = found;
        if (processDefault != NONE && before != null) {
            control.setProcessDefault(before);
        }
        processDefault = NONE;
    }

    /** @return whether that was all there is to do */
    private boolean setDefault(int wanted, int ofTheProcess) {
        // The calling thread may be under a limit of its own.
        Integer before = processDefault != NONE
                ? found
                : PooledLibrary.seenByFreshThread(libraries()).get(0).numThreads();
        if (before == null) {
            return false;
        }
        int number = ofTheProcess == NONE ? Math.min(wanted, before) : wanted; // a cap widens nothing
        if (number == (processDefault != NONE ? processDefault : before)) {
            return true;
        }
        if (control.setProcessDefault(number)) {
            found = before;
            processDefault = number;
            return true;
        }
        if (control.settable() && ofTheProcess != NONE && before > ofTheProcess) {
            notForAllThreads(ofTheProcess, before);
        }
        return control.settable();
    }

    @Override
    @Nullable
    Reading reading() {
        return null;
    }

    @Override
    void check() {
        // Only the threads themselves could.
    }
}
