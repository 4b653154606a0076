package io.threadpoolctl;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A thread with its open scopes, newest first, and what it has posted in each line for them. Guarded by its own monitor,
 * which is taken before the ledger's lock and never while user code runs.
 */
final class Owner {

    private static final int FIRST_LINES = 4;

    private final Ledger ledger;
    private final WeakReference<Thread> thread;
    private final boolean virtual;
    private final boolean standing;
    private final boolean listedWhileOpen;

    private @Nullable Scope top;
    private int[] posted = new int[FIRST_LINES];
    private long[] replaced = new long[FIRST_LINES];
    private long opened;
    private int pins;
    private boolean unsettled;

    Owner(Ledger ledger, Thread thread) {
        this.ledger = ledger;
        this.thread = new WeakReference<>(thread);
        this.virtual = VirtualThreads.isVirtual(thread);
        this.standing = false;
        this.listedWhileOpen = virtual;
    }

    /** An owner that is no thread: what it requests stands until it is taken back. */
    Owner(Ledger ledger) {
        this.ledger = ledger;
        this.thread = new WeakReference<>(null);
        this.virtual = false;
        this.standing = true;
        this.listedWhileOpen = true;
    }

    boolean isVirtual() {
        return virtual;
    }

    boolean isStanding() {
        return standing;
    }

    /** Whether it was a thread's and the thread is gone. */
    boolean isDead() {
        Thread owner = thread.get();
        return !standing && (owner == null || owner.getState() == Thread.State.TERMINATED);
    }

    /** What it requests of a line now. */
    synchronized int request(Line line) {
        return posted(line);
    }

    /** Opens a scope for code that closes it itself, or changes nothing and throws. */
    Scope open(Plan plan) {
        Plan current = plan;
        while (true) {
            synchronized (this) {
                if (isUpToDate(current)) {
                    return push(new Scope(this, current));
                }
            }
            current = renewed(current);
        }
    }

    /** Opens a scope and hands it out, or changes nothing and throws. */
    ScopeHandle handOut(Plan plan) {
        ScopeHandle handle = new ScopeHandle();
        Plan current = plan;
        while (true) {
            synchronized (this) {
                if (isUpToDate(current)) {
                    ForgottenScopes.opened(push(new Scope(this, current, handle)));
                    return handle;
                }
            }
            current = renewed(current);
        }
    }

    void close(Scope scope) {
        boolean elsewhere = !standing && !isCurrentThread();
        synchronized (this) {
            if (scope.closed) {
                settleIfDue();
                elsewhere = false;
            } else {
                remove(scope);
            }
        }
        if (elsewhere) {
            ledger.closedElsewhere(this);
        }
        ledger.tellWhatWentWrong();
    }

    /** Closes a scope that nobody can close any more; whether that was necessary. */
    boolean closeForgotten(Scope scope, @Nullable String place) {
        synchronized (this) {
            if (scope.closed) {
                return false;
            }
            remove(scope);
        }
        ledger.forgotten(scope.plan.limits, place);
        ledger.tellWhatWentWrong();
        return true;
    }

    /** Asked below the monitor, so that a library that appears now is seen or this owner is visited for it. */
    private boolean isUpToDate(Plan plan) {
        if (top == null && listedWhileOpen) {
            ledger.owners().add(this);
        }
        return plan.basis == ledger.lines();
    }

    /** Made outside the monitor, since it may ask a selection of the user's. */
    private Plan renewed(Plan plan) {
        return plan.planner.plan(plan.limits, ledger.lines());
    }

    private Scope push(Scope scope) {
        scope.below = top;
        top = scope;
        Plan plan = scope.plan;
        try {
            settleIfDue();
            for (int i = 0; i < plan.lines.length; i++) {
                post(plan.lines[i], plan.requests[i]);
            }
        } catch (RuntimeException | Error e) {
            remove(scope);
            throw e;
        }
        opened++;
        return scope;
    }

    private void remove(Scope scope) {
        scope.closed = true;
        ForgottenScopes.closed(scope);
        unlink(scope);
        for (Line line : scope.plan.lines) {
            postOrTell(line);
        }
        settleIfDue();
        if (top == null && listedWhileOpen) {
            ledger.owners().remove(this, opened);
            opened = 0;
        }
    }

    private void unlink(Scope scope) {
        if (top == scope) {
            top = scope.below;
            return;
        }
        for (Scope newer = top; newer != null; newer = newer.below) {
            if (newer.below == scope) {
                newer.below = scope.below;
                return;
            }
        }
    }

    /** Brings the open scopes under lines that have appeared since they were opened. */
    void renew(Lines lines) {
        Map<Plan, Plan> renewed = new HashMap<>();
        for (Plan plan : plans()) {
            renewed.put(plan, plan.planner.plan(plan.limits, lines));
        }
        synchronized (this) {
            for (Scope scope = top; scope != null; scope = scope.below) {
                // One that was opened in the meantime has the new lines already.
                scope.plan = renewed.getOrDefault(scope.plan, scope.plan);
            }
            if (top != null) {
                for (Line line : lines.all()) {
                    postOrTell(line);
                }
            }
        }
    }

    /** The plans of the open scopes, the newest first. */
    synchronized List<Plan> plans() {
        List<Plan> plans = new ArrayList<>();
        for (Scope scope = top; scope != null; scope = scope.below) {
            plans.add(scope.plan);
        }
        return plans;
    }

    /** Gives up everything, for a thread that is gone. */
    synchronized int abandon() {
        int scopes = openScopes(null);
        for (Scope scope = top; scope != null; scope = scope.below) {
            scope.closed = true;
        }
        top = null;
        for (Line line : ledger.lines().all()) {
            if (line instanceof ThreadLine threadLine && posted(line) != Line.NONE) {
                threadLine.forget(posted(line));
                posted[line.index] = Line.NONE;
            } else {
                postOrTell(line);
            }
        }
        return scopes;
    }

    /** How many open scopes limit this line; {@code null} for all. */
    synchronized int openScopes(@Nullable Line line) {
        int number = 0;
        for (Scope scope = top; scope != null; scope = scope.below) {
            if (line == null || scope.plan.requestFor(line) != Line.NONE) {
                number++;
            }
        }
        return number;
    }

    synchronized long opened() {
        return opened;
    }

    @Nullable
    Thread thread() {
        return thread.get();
    }

    synchronized boolean isPinned() {
        return pins > 0;
    }

    /** Lets lines that belong to the thread be set although it is virtual, since it cannot leave its carrier now. */
    synchronized void pin() {
        pins++;
    }

    /** Leaves the carrier as it was found, whatever scopes are still open: the thread may be elsewhere afterwards. */
    synchronized void unpin() {
        if (pins == 1) {
            for (Line line : ledger.lines().all()) {
                if (line.belongsToThread() && posted(line) != Line.NONE) {
                    postOrTell(line, Line.NONE);
                }
            }
        }
        pins--;
    }

    /** The number of threads before a scope: the owner's next older request, otherwise the baseline. */
    synchronized @Nullable Integer before(Scope scope, Line line) {
        int older = Scope.newestRequest(scope.below, line);
        if (older == Line.SHARE) {
            return line.part(1);
        }
        if (older != Line.NONE) {
            return older;
        }
        if (line instanceof ProcessLine processLine) {
            return processLine.baseline();
        }
        return posted(line) != Line.NONE ? line.control.threadsOf(replaced[line.index]) : line.control.threads();
    }

    long replaced(int index) {
        return replaced[index];
    }

    void keep(int index, long value) {
        replaced[index] = value;
    }

    private void post(Line line, int wanted) {
        int index = line.index;
        if (index >= posted.length) {
            grow(index);
        }
        int now = posted[index];
        if (now == wanted) {
            return;
        }
        if (standing && line instanceof ThreadLine threadLine) {
            threadLine.cap(now, wanted);
            posted[index] = wanted;
            return;
        }
        if (line.belongsToThread() && !maySetThreadLine()) {
            unsettled |= !virtual || pins > 0;
            if (virtual && pins == 0) {
                line.leftAlone();
            }
            return;
        }
        posted[index] = line.change(this, now, wanted);
    }

    /** Posts what the open scopes now ask for; nothing may be thrown to somebody who only leaves. */
    private void postOrTell(Line line) {
        postOrTell(line, Scope.newestRequest(top, line));
    }

    private void postOrTell(Line line, int wanted) {
        try {
            post(line, wanted);
        } catch (RuntimeException | Error e) {
            if (wanted == Line.NONE) {
                posted[line.index] = Line.NONE;
            }
            ledger.wentWrong(line, e);
        }
    }

    /** Makes up for what other threads could not do in this one. */
    private void settleIfDue() {
        if (unsettled && isCurrentThread()) {
            unsettled = false;
            for (Line line : ledger.lines().all()) {
                if (line.belongsToThread()) {
                    postOrTell(line);
                }
            }
        }
    }

    private boolean maySetThreadLine() {
        return isCurrentThread() && (!virtual || pins > 0);
    }

    private boolean isCurrentThread() {
        return thread.refersTo(Thread.currentThread());
    }

    private int posted(Line line) {
        return line.index < posted.length ? posted[line.index] : Line.NONE;
    }

    private void grow(int index) {
        int size = Math.max(index + 1, 2 * posted.length);
        posted = Arrays.copyOf(posted, size);
        replaced = Arrays.copyOf(replaced, size);
    }
}
