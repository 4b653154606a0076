package io.threadpoolctl.internal.ledger;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread, or something that is held, with its open scopes and its {@linkplain Request requests}, one for each native value
 * they limit. Guarded by its own monitor, which is taken before the lock of any value and never while user code runs; where
 * nothing is to be done but to come or to go, a thread takes the {@link Shortcut} instead.
 */
final class Owner {

    private static final int FIRST_REQUESTS = 4;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Ledger ledger;

    /** {@code null} if it belongs to no thread. */
    private final @Nullable WeakReference<Thread> thread;

    private final boolean virtual;
    private final int stripe = Requesters.stripe(NUMBERS.getAndIncrement());

    /** By the value's index; {@code null} where nothing was ever asked for. */
    private @Nullable Request[] requests = new Request[FIRST_REQUESTS];

    final OpenScopes scopes = new OpenScopes();
    long opened;
    final Shortcut shortcut = new Shortcut(this, stripe);
    private final ThreadBaseline baseline = new ThreadBaseline();
    private int pins;

    /** A scope that is not open, to be opened again. Used by the owner's thread alone. */
    private @Nullable Scope spare;

    private boolean hasSpare;

    /** Limits that this thread met with one value alone, so that the request behind them need not be looked up. */
    private @Nullable ResolvedLimits usualLimits;

    private @Nullable Request usualRequest;

    /** How far libraries that set this thread's values themselves have been brought to do so. */
    private int prepared;

    /** Whether something was left for this owner's own thread to do. */
    private boolean unsettled;

    /** Whether a step was broken off, so that what is requested may not be what the scopes ask for. */
    boolean halfDone;

    Owner(Ledger ledger, Thread thread) {
        this.ledger = ledger;
        this.thread = new WeakReference<>(thread);
        this.virtual = VirtualThreads.isVirtual(thread);
    }

    /** An owner that is no thread, for scopes that limit no value of a thread. */
    Owner(Ledger ledger) {
        this.ledger = ledger;
        this.thread = null;
        this.virtual = false;
    }

    boolean isVirtual() {
        return virtual;
    }

    boolean isThread() {
        return thread != null;
    }

    /** There may be millions of the others. */
    private boolean isListedWhenIdle() {
        return isThread() && !virtual;
    }

    /** Its stripe among {@link Requesters}. */
    int stripe() {
        return stripe;
    }

    @Nullable
    Thread thread() {
        return thread == null ? null : thread.get();
    }

    /** Whether its thread is gone. */
    boolean isDead() {
        Thread owner = thread();
        return isThread() && (owner == null || owner.getState() == Thread.State.TERMINATED);
    }

    /** Opens a scope for code that closes it itself, or changes nothing and throws. To be called by its own thread. */
    Scope open(ResolvedLimits limits) {
        Scope scope;
        Scope kept = spare;
        if (hasSpare && kept != null) {
            hasSpare = false;
            scope = kept.reused(limits);
        } else {
            scope = new Scope(this, limits);
        }
        return open(scope);
    }

    /**
     * Opens a scope and hands it out, or changes nothing and throws. To be called by its own thread if it is one.
     *
     * @param place what it is opened for, if that is not to be found out
     */
    ScopeHandle handOut(ResolvedLimits limits, @Nullable String place) {
        ScopeHandle handle = new ScopeHandle();
        ForgottenScopes forgotten = ledger.forgotten();
        Scope scope = new Scope(this, limits, handle, forgotten.queue());
        forgotten.opening(scope, place); // before, so that what fails here leaves no open scope
        open(scope);
        return handle;
    }

    private Scope open(Scope scope) {
        scope.openedAt(ledger.timer().opened());
        if (shortcut.join(scope)) {
            return scope;
        }
        while (true) {
            synchronized (this) {
                if (isUpToDate(scope.limits)) {
                    return push(scope);
                }
            }
            scope.limits = ledger.resolvedAnew(scope.limits);
        }
    }

    void close(Scope scope) {
        scope.ended = true; // before anything that may be broken off: whoever comes next makes up for it
        boolean elsewhere = isThread() && !isCurrentThread();
        if (!elsewhere && shortcut.leave(scope)) {
            ledger.timer().closed(scope.openedAt());
            if (halfDone) {
                check();
            }
            keep(scope);
            return;
        }
        if (!elsewhere) {
            synchronized (this) {
                removeIfThere(scope);
            }
            keep(scope);
        } else if (visit(() -> removeIfThere(scope))) {
            ledger.closedElsewhere(this);
        }
        ledger.warnings().log();
    }

    /** Whether it was there, or may have been. */
    private boolean removeIfThere(Scope scope) {
        if (scope.closed && !halfDone) {
            settleIfDue();
            return false;
        }
        remove(scope);
        return true;
    }

    /** Keeps a scope that has ended for the next call, on the owner's thread. What refers to the user's code is not kept. */
    private void keep(Scope scope) {
        if (!hasSpare && scope.ofCall && scope.limits.selection.ofOurs) {
            if (spare != scope) {
                spare = scope;
            }
            hasSpare = true;
        }
    }

    /** Closes a scope that nobody can close any more; whether that was necessary. */
    boolean closeForgotten(Scope scope) {
        return visit(() -> {
            if (scope.closed) {
                return false;
            }
            remove(scope);
            return true;
        });
    }

    /** Makes up for steps that were broken off, as far as the calling thread can. */
    void check() {
        if (isInOrder() && !isListedInVain() && !shortcut.isMarked()) {
            return; // read without the monitor: what is missed is seen at the next look
        }
        visit(() -> {
            if (!isInOrder()) {
                repair();
            }
            unlistIfIdle();
            shortcut.endVisit(); // one that was broken off; this one ends below
            return true;
        });
    }

    private boolean isInOrder() {
        return !halfDone && !scopes.hasEnded() && !shortcut.isAstray();
    }

    /** Asked of those that are listed. */
    private boolean isListedInVain() {
        return !isListedWhenIdle() && scopes.isEmpty();
    }

    /** What may be done by other threads than its own. */
    private synchronized <T> T visit(Supplier<T> action) {
        return !isThread() || isCurrentThread() ? action.get() : shortcut.visit(action);
    }

    /** Whether another thread is doing something for this one, under the monitor. */
    boolean isVisited() {
        return shortcut.isVisited();
    }

    // What the shortcut asks for, on its own thread.

    /** The request behind limits that meet one value alone; {@code null} if there was none so far. */
    @Nullable
    Request onlyRequest(ResolvedLimits limits) {
        Request usual = usualRequest;
        return limits == usualLimits && usual != null ? usual : findAndRemember(limits);
    }

    private @Nullable Request findAndRemember(ResolvedLimits limits) {
        if (limits.values.length != 1 || !isListedWhenIdle()) {
            return null;
        }
        Request found = knownRequest(limits.values[0]);
        ResolvedLimits usual = usualLimits;
        boolean isStale = usual == null || usual.basis != limits.basis;
        if (found != null && isStale && limits.selection.ofOurs) {
            usualLimits = limits;
            usualRequest = found;
        }
        return found;
    }

    /** Whether there is nothing to be done before the first scope, and none that is open. */
    boolean isIdleUnder(ResolvedLimits limits) {
        return !halfDone && !unsettled && scopes.isEmpty() && limits.basis == ledger.values();
    }

    /** Whether this is the only scope that is open, and there is nothing to be done but to take it out. */
    boolean isOnlyScope(Scope scope) {
        return !halfDone && !unsettled && scopes.top == scope && scope.below == null;
    }

    @Nullable
    Request[] requests() {
        return requests;
    }

    /** Asked below the monitor, so that a library that appears now is seen or this owner is visited for it. */
    private boolean isUpToDate(ResolvedLimits limits) {
        if (!isListedWhenIdle() && scopes.isEmpty()) {
            ledger.owners().add(this);
        }
        return limits.basis == ledger.values();
    }

    private Scope push(Scope scope) {
        if (!isInOrder()) {
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
            scope.ended = true; // before anything that may be broken off, too
            scope.openedAt(0); // it never was open
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
        shortcut.release();
        for (Request request : requests) {
            if (request != null) {
                repair(request);
            }
        }
        askAll(ledger.values());
    }

    private void unlistIfIdle() {
        if (!isListedWhenIdle() && scopes.isEmpty()) {
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
        visit(() -> {
            scopes.replaceLimits(renewed); // one that was opened in the meantime has the new ones already
            if (!isInOrder()) {
                repair();
            }
            if (!scopes.isEmpty()) {
                halfDone = true;
                askAll(values);
                halfDone = false;
            }
            forgetAllBut(values);
            return true;
        });
    }

    private void forgetAllBut(NativeValues values) {
        usualLimits = null;
        usualRequest = null;
        for (int i = 0; i < requests.length; i++) {
            Request request = requests[i];
            if (request != null && !values.contains(request.value())) {
                requests[i] = null;
            }
        }
    }

    /** The limits of the open scopes, the newest first. */
    List<ResolvedLimits> limits() {
        return visit(scopes::limits);
    }

    /**
     * Gives up everything, for a thread that is gone.
     *
     * @return how many scopes were open
     */
    synchronized int abandon() {
        int abandoned = limits().size();
        halfDone = true;
        scopes.clear();
        shortcut.release();
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
        } catch (RuntimeException | Error e) {
            tell(request, e);
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

    void count(ScopeCounts counts) {
        limits().forEach(counts::add);
    }

    long opened() {
        return visit(() -> opened);
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
    @Nullable
    Integer before(Scope scope, NativeValue value) {
        return visit(() -> Optional.ofNullable(beforeOf(scope, value))).orElse(null);
    }

    private @Nullable Integer beforeOf(Scope scope, NativeValue value) {
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

    /** A library that fails keeps nobody from going on; it is told, and not honoured. */
    private void enter(NativeValue value, int amount) {
        try {
            Request request = request(value);
            if (request.asked() == amount) {
                request.askAgain();
            } else {
                request.ask(amount);
            }
        } catch (VirtualMachineError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            value.wentWrong(e);
            value.leftAlone();
        }
    }

    /** Asks for what the open scopes now ask for; nothing may be thrown to somebody who only leaves. */
    private void askOrTell(NativeValue value, int amount) {
        Request request = amount == NativeValue.NONE ? knownRequest(value) : request(value);
        try {
            if (request != null && request.asked() != amount) {
                request.ask(amount);
            }
        } catch (RuntimeException | Error e) {
            tell(request, e);
        }
    }

    private static void repair(Request request) {
        try {
            request.repair();
        } catch (RuntimeException | Error e) {
            tell(request, e);
        }
    }

    /** An error of the machine is not the library's fault, and nothing that could be told now: the next step makes up for it. */
    private static void tell(Request request, Throwable failure) {
        if (failure instanceof VirtualMachineError error) {
            throw error;
        }
        request.value().wentWrong(failure);
    }

    private void askAll(NativeValues values) {
        for (NativeValue value : values.all()) {
            askOrTell(value, scopes.newestAmount(value));
        }
    }

    /** Makes up for what other threads could not do in this one. */
    private void settleIfDue() {
        if (unsettled && isCurrentThread()) {
            for (NativeValue value : ledger.values().all()) {
                if (value.belongsToThread()) {
                    Request known = knownRequest(value);
                    if (known != null) {
                        repair(known);
                    }
                    askOrTell(value, scopes.newestAmount(value));
                }
            }
            unsettled = false; // if this is broken off, the next step begins anew
        }
    }

    private boolean isCurrentThread() {
        return thread != null && thread.refersTo(Thread.currentThread());
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
