package io.threadpoolctl.internal.ledger;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A thread with its open scopes and its {@linkplain Request requests}, one for each native value they limit. Guarded by its
 * own monitor, which is taken before the lock of any value and never while user code runs.
 */
final class Owner {

    private static final int FIRST_REQUESTS = 4;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Ledger ledger;
    private final WeakReference<Thread> thread;
    private final boolean virtual;
    private final int stripe = Requesters.stripe(NUMBERS.getAndIncrement());

    /** By the value's index; {@code null} where nothing was ever asked for. */
    private @Nullable Request[] requests = new Request[FIRST_REQUESTS];

    private final OpenScopes scopes = new OpenScopes();
    private final ThreadBaseline baseline = new ThreadBaseline();
    private long opened;
    private int pins;

    /** How far libraries that set this thread's values themselves have been brought to do so. */
    private int prepared;

    /** Whether something was left for this owner's own thread to do. */
    private boolean unsettled;

    /** Whether a step was broken off, so that what is requested may not be what the scopes ask for. */
    private boolean halfDone;

    Owner(Ledger ledger, Thread thread) {
        this.ledger = ledger;
        this.thread = new WeakReference<>(thread);
        this.virtual = VirtualThreads.isVirtual(thread);
    }

    boolean isVirtual() {
        return virtual;
    }

    /** Its stripe among {@link Requesters}. */
    int stripe() {
        return stripe;
    }

    @Nullable
    Thread thread() {
        return thread.get();
    }

    /** Whether its thread is gone. */
    boolean isDead() {
        Thread owner = thread.get();
        return owner == null || owner.getState() == Thread.State.TERMINATED;
    }

    /** Opens a scope for code that closes it itself, or changes nothing and throws. */
    Scope open(ResolvedLimits limits) {
        ResolvedLimits current = limits;
        while (true) {
            synchronized (this) {
                if (isUpToDate(current)) {
                    return push(new Scope(this, current));
                }
            }
            current = ledger.resolvedAnew(current);
        }
    }

    /** Opens a scope and hands it out, or changes nothing and throws. */
    ScopeHandle handOut(ResolvedLimits limits) {
        ScopeHandle handle = new ScopeHandle();
        ResolvedLimits current = limits;
        while (true) {
            synchronized (this) {
                if (isUpToDate(current)) {
                    ledger.forgotten()
                            .opened(push(new Scope(
                                    this, current, handle, ledger.forgotten().queue())));
                    return handle;
                }
            }
            current = ledger.resolvedAnew(current);
        }
    }

    void close(Scope scope) {
        scope.ended = true; // before anything that may be broken off: whoever comes next makes up for it
        boolean elsewhere = !isCurrentThread();
        synchronized (this) {
            if (scope.closed && !halfDone) {
                settleIfDue();
                elsewhere = false;
            } else {
                remove(scope);
            }
        }
        if (elsewhere) {
            ledger.closedElsewhere(this);
        }
        ledger.warnings().log();
    }

    /** Closes a scope that nobody can close any more; whether that was necessary. */
    synchronized boolean closeForgotten(Scope scope) {
        if (scope.closed) {
            return false;
        }
        remove(scope);
        return true;
    }

    /** Makes up for steps that were broken off, as far as another thread can. */
    synchronized void check() {
        if (halfDone || scopes.hasEnded()) {
            repair();
        }
    }

    /** Asked below the monitor, so that a library that appears now is seen or this owner is visited for it. */
    private boolean isUpToDate(ResolvedLimits limits) {
        if (virtual && scopes.isEmpty()) {
            ledger.owners().add(this);
        }
        return limits.basis == ledger.values();
    }

    private Scope push(Scope scope) {
        scope.openedAt(ledger.timer().opened());
        if (halfDone || scopes.hasEnded()) {
            repair();
        }
        halfDone = true;
        scopes.push(scope);
        try {
            settleIfDue();
            ResolvedLimits limits = scope.limits;
            for (int i = 0; i < limits.values.length; i++) {
                enter(limits.values[i], limits.amounts[i]);
            }
        } catch (RuntimeException | Error e) {
            scope.openedAt(0); // it never was
            remove(scope);
            throw e;
        }
        halfDone = false;
        opened++;
        return scope;
    }

    private void remove(Scope scope) {
        boolean repair = halfDone;
        halfDone = true;
        scope.ended = true;
        scope.closed = true;
        ledger.timer().closed(scope.openedAt());
        scope.openedAt(0);
        repair |= scopes.remove(scope);
        if (repair) {
            repairRequests();
        } else {
            for (NativeValue value : scope.limits.values) {
                askOrTell(value, scopes.newestAmount(value));
            }
        }
        settleIfDue();
        unlistIfIdle();
        halfDone = false;
    }

    private void repair() {
        halfDone = true;
        scopes.removeEnded();
        repairRequests();
        unlistIfIdle();
        halfDone = false;
    }

    private void repairRequests() {
        for (Request request : requests) {
            if (request != null) {
                request.repair();
            }
        }
        askAll(ledger.values());
    }

    /** There may be millions of virtual threads. */
    private void unlistIfIdle() {
        if (virtual && scopes.isEmpty()) {
            ledger.owners().remove(this, opened);
            opened = 0;
        }
    }

    /** To be called by the owner's own thread; does nothing while it has a scope open. */
    synchronized void setBaseline(NativeValues values, int standingChanges) {
        if (scopes.isEmpty() && !baseline.isFor(values, standingChanges)) {
            baseline.set(values, standingChanges, this);
        }
    }

    /** Brings the open scopes under values that were published since they were opened. */
    void renew(NativeValues values) {
        Map<ResolvedLimits, ResolvedLimits> renewed = new HashMap<>();
        for (ResolvedLimits limits : limits()) {
            try {
                renewed.put(limits, limits.selection.resolve(limits.limits, values));
            } catch (RuntimeException e) {
                ledger.notRenewed(limits.limits, e);
            }
        }
        synchronized (this) {
            scopes.replaceLimits(renewed); // one that was opened in the meantime has the new ones already
            if (!scopes.isEmpty()) {
                halfDone = true;
                askAll(values);
                halfDone = false;
            }
        }
    }

    /** The limits of the open scopes, the newest first. */
    synchronized List<ResolvedLimits> limits() {
        return scopes.limits();
    }

    /**
     * Gives up everything, for a thread that is gone.
     *
     * @return how many scopes were open
     */
    synchronized int abandon() {
        int abandoned = scopes.limits().size();
        halfDone = true;
        scopes.clear();
        for (Request request : requests) {
            if (request != null) {
                abandon(request);
            }
        }
        halfDone = false;
        return abandoned;
    }

    private static void abandon(Request request) {
        try {
            request.repair();
            if (request.asked() != NativeValue.NONE) {
                request.abandon();
            }
        } catch (VirtualMachineError e) {
            throw e; // the next look makes up for it
        } catch (RuntimeException | Error e) {
            request.value().wentWrong(e);
        }
    }

    /** Whether giving up everything was broken off. */
    synchronized boolean isHalfDone() {
        return halfDone;
    }

    /** Read without the monitor, by the watcher: a moment later it may be otherwise anyway. */
    boolean hasOpenScopes() {
        return !scopes.isEmpty();
    }

    synchronized void count(ScopeCounts counts) {
        scopes.limits().forEach(counts::add);
    }

    synchronized long opened() {
        return opened;
    }

    synchronized boolean isPinned() {
        return pins > 0;
    }

    /** Lets values that belong to the thread be set although it is virtual, since it cannot leave its carrier now. */
    synchronized void pin() {
        pins++;
    }

    /** Leaves the carrier as it was found, whatever scopes are still open: the thread may be elsewhere afterwards. */
    synchronized void unpin() {
        try {
            if (pins == 1) {
                prepared = 0;
                for (Request request : requests) {
                    if (request != null && request.value().belongsToThread() && request.asked() != NativeValue.NONE) {
                        askOrTell(request.value(), NativeValue.NONE);
                        request.abandon();
                    }
                }
            }
        } finally {
            pins--;
        }
    }

    /** The number of threads before a scope: what the owner's next older request came to, otherwise the baseline. */
    synchronized @Nullable Integer before(Scope scope, NativeValue value) {
        int older = OpenScopes.amountBelow(scope, value);
        if (older == NativeValue.SHARE) {
            return value.part(1);
        }
        return older != NativeValue.NONE
                ? Integer.valueOf(value.becomes(older))
                : request(value).before();
    }

    /** Whether this is the owner's own thread, and stays on the operating system's thread on which it is now. */
    boolean maySetThreadValues() {
        return isCurrentThread() && (!virtual || pins > 0);
    }

    /** To be called instead of setting a value that belongs to the thread, where {@link #maySetThreadValues} says no. */
    void leaveForLater(ThreadValue value) {
        unsettled |= !virtual || pins > 0;
        if (virtual && pins == 0) {
            value.leftAlone();
        }
    }

    /** Before a value of this thread is read or set: libraries that would set it themselves later do so now. */
    void prepareThread() {
        prepared = ledger.prepareThread(prepared);
    }

    private void enter(NativeValue value, int amount) {
        Request request = request(value);
        if (request.asked() == amount) {
            request.askAgain();
        } else {
            request.ask(amount);
        }
    }

    /** Asks for what the open scopes now ask for; nothing may be thrown to somebody who only leaves. */
    private void askOrTell(NativeValue value, int amount) {
        try {
            Request request = amount == NativeValue.NONE ? knownRequest(value) : request(value);
            if (request != null && request.asked() != amount) {
                request.ask(amount);
            }
        } catch (VirtualMachineError e) {
            // Not the library's fault, and nothing that could be told now: the next step makes up for it.
            throw e;
        } catch (RuntimeException | Error e) {
            value.wentWrong(e);
        }
    }

    private void askAll(NativeValues values) {
        for (NativeValue value : values.all()) {
            askOrTell(value, scopes.newestAmount(value));
        }
    }

    /** Makes up for what other threads could not do in this one. */
    private void settleIfDue() {
        if (unsettled && isCurrentThread()) {
            unsettled = false;
            for (NativeValue value : ledger.values().all()) {
                if (value.belongsToThread()) {
                    askOrTell(value, scopes.newestAmount(value));
                }
            }
        }
    }

    private boolean isCurrentThread() {
        return thread.refersTo(Thread.currentThread());
    }

    private @Nullable Request knownRequest(NativeValue value) {
        return value.index < requests.length ? requests[value.index] : null;
    }

    private Request request(NativeValue value) {
        if (value.index >= requests.length) {
            requests = Arrays.copyOf(requests, Math.max(value.index + 1, 2 * requests.length));
        }
        Request known = requests[value.index];
        if (known == null) {
            known = value.newRequest(this);
            requests[value.index] = known;
        }
        return known;
    }
}
