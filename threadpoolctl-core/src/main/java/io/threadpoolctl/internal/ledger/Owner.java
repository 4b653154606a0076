package io.threadpoolctl.internal.ledger;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A thread with its open scopes and what it has posted in each line for them. Guarded by its own monitor,
 * which is taken before the ledger's lock and never while user code runs.
 */
public final class Owner {

    private static final int FIRST_LINES = 4;

    private final Ledger ledger;
    private final WeakReference<Thread> thread;
    private final boolean virtual;
    private final boolean standing;
    private final boolean listedWhileOpen;

    /** What it requests of each line, by the line's index. The line writes it, at the moment at which it counts it. */
    int[] posted = new int[FIRST_LINES];

    /** What its requests replaced, for lines of its thread. */
    long[] replaced = new long[FIRST_LINES];

    private final OpenScopes scopes = new OpenScopes();
    private long opened;
    private int pins;
    private boolean unsettled;
    private final ThreadBaseline baseline = new ThreadBaseline();

    /** Whether a step was broken off, so that what is posted may not be what the scopes ask for. */
    private boolean halfDone;

    public Owner(Ledger ledger, Thread thread) {
        this.ledger = ledger;
        this.thread = new WeakReference<>(thread);
        this.virtual = VirtualThreads.isVirtual(thread);
        this.standing = false;
        this.listedWhileOpen = virtual;
    }

    /** An owner that is no thread: what it requests stands until it is taken back. */
    public Owner(Ledger ledger) {
        this.ledger = ledger;
        this.thread = new WeakReference<>(null);
        this.virtual = false;
        this.standing = true;
        this.listedWhileOpen = true;
    }

    public boolean isVirtual() {
        return virtual;
    }

    public boolean isOf(Thread other) {
        return thread.refersTo(other);
    }

    /** Whether it was a thread's and the thread is gone. */
    public boolean isDead() {
        Thread owner = thread.get();
        return !standing && (owner == null || owner.getState() == Thread.State.TERMINATED);
    }

    /** Opens a scope for code that closes it itself, or changes nothing and throws. */
    public Scope open(Plan plan) {
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
    public ScopeHandle handOut(Plan plan) {
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

    public void close(Scope scope) {
        boolean elsewhere = !standing && !isCurrentThread();
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
        ledger.tellWhatWentWrong();
    }

    /** Closes a scope that nobody can close any more; whether that was necessary. */
    public boolean closeForgotten(Scope scope) {
        synchronized (this) {
            if (scope.closed) {
                return false;
            }
            remove(scope);
        }
        ledger.forgotten(scope.plan.limits, scope.place());
        ledger.tellWhatWentWrong();
        return true;
    }

    /** Asked below the monitor, so that a library that appears now is seen or this owner is visited for it. */
    private boolean isUpToDate(Plan plan) {
        if (scopes.isEmpty() && listedWhileOpen) {
            ledger.owners().add(this);
        }
        return plan.basis == ledger.lines();
    }

    /** Made outside the monitor, since it may ask a selection of the user's. */
    private Plan renewed(Plan plan) {
        return plan.planner.plan(plan.limits, ledger.lines());
    }

    private Scope push(Scope scope) {
        if (!standing) {
            scope.openedAt(ledger.times().opened());
        }
        boolean repair = halfDone;
        halfDone = true;
        scopes.push(scope);
        try {
            if (repair) {
                postAll(ledger.lines());
            }
            settleIfDue();
            Plan plan = scope.plan;
            for (int i = 0; i < plan.lines.length; i++) {
                post(plan.lines[i], plan.requests[i]);
            }
        } catch (RuntimeException | Error e) {
            scope.openedAt(0); // it never was
            remove(scope);
            throw e;
        }
        halfDone = false;
        if (!standing) {
            opened++;
        }
        return scope;
    }

    private void remove(Scope scope) {
        boolean repair = halfDone;
        halfDone = true;
        scope.closed = true;
        ledger.times().closed(scope.openedAt());
        scope.openedAt(0);
        repair |= scopes.remove(scope);
        if (repair) {
            postAll(ledger.lines());
        } else {
            for (Line line : scope.plan.lines) {
                postOrTell(line);
            }
        }
        settleIfDue();
        if (scopes.isEmpty() && listedWhileOpen) {
            ledger.owners().remove(this, opened);
            opened = 0;
        }
        halfDone = false;
    }

    /** To be called by the owner's own thread; does nothing while it has a scope open. */
    public synchronized void setBaseline(Plan plan) {
        if (scopes.isEmpty() && !baseline.isFor(plan, ledger)) {
            baseline.set(plan, ledger);
        }
    }

    /** Brings the open scopes under lines that have appeared since they were opened. */
    public void renew(Lines lines) {
        Map<Plan, Plan> renewed = new HashMap<>();
        for (Plan plan : plans()) {
            try {
                renewed.put(plan, plan.planner.plan(plan.limits, lines));
            } catch (RuntimeException e) {
                ledger.notRenewed(plan.limits, e);
            }
        }
        synchronized (this) {
            scopes.replacePlans(renewed); // one that was opened in the meantime has the new lines already
            if (!scopes.isEmpty()) {
                halfDone = true;
                postAll(lines);
                halfDone = false;
            }
        }
    }

    /** The plans of the open scopes, the newest first. */
    public synchronized List<Plan> plans() {
        return scopes.plans();
    }

    /** Gives up everything, for a thread that is gone. */
    public synchronized int abandon() {
        int abandoned = scopes.plans().size();
        scopes.clear();
        for (Line line : ledger.lines().all()) {
            if (line instanceof ThreadLine threadLine && posted(line) != Line.NONE) {
                forget(threadLine);
            } else {
                postOrTell(line);
            }
        }
        return abandoned;
    }

    public synchronized void count(ScopeCounts counts) {
        if (!standing) {
            scopes.plans().forEach(counts::add);
        }
    }

    public synchronized long opened() {
        return opened;
    }

    @Nullable
    public Thread thread() {
        return thread.get();
    }

    public synchronized boolean isPinned() {
        return pins > 0;
    }

    /** Lets lines that belong to the thread be set although it is virtual, since it cannot leave its carrier now. */
    public synchronized void pin() {
        pins++;
    }

    /** Leaves the carrier as it was found, whatever scopes are still open: the thread may be elsewhere afterwards. */
    public synchronized void unpin() {
        try {
            if (pins == 1) {
                for (Line line : ledger.lines().all()) {
                    if (line instanceof ThreadLine threadLine && posted(line) != Line.NONE) {
                        postOrTell(line, Line.NONE);
                        forget(threadLine);
                    }
                }
            }
        } finally {
            pins--;
        }
    }

    /** What could not be put back on a thread that is out of reach from now on. */
    private void forget(ThreadLine line) {
        line.forget(posted(line));
        posted[line.index] = Line.NONE;
    }

    /** The number of threads before a scope: the owner's next older request, otherwise the baseline. */
    public synchronized @Nullable Integer before(Scope scope, Line line) {
        int older = OpenScopes.requestBelow(scope, line);
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

    private void post(Line line, int wanted) {
        int index = line.index;
        if (index >= posted.length) {
            grow(index);
        }
        int now = posted[index];
        if (now == wanted) {
            return;
        }
        if (standing) {
            postCap(line, now, wanted);
            return;
        }
        if (line.belongsToThread() && !maySetThreadLine()) {
            unsettled |= !virtual || pins > 0;
            if (virtual && pins == 0) {
                line.leftAlone();
            }
            return;
        }
        line.change(this, now, wanted);
    }

    /** Once it is taken back it is gone, even if the library cannot be set. */
    private void postCap(Line line, int now, int wanted) {
        try {
            line.cap(now, wanted);
            posted[line.index] = wanted;
        } catch (RuntimeException | Error e) {
            posted[line.index] = wanted == Line.NONE ? wanted : now;
            throw e;
        } finally {
            ledger.capChanged();
        }
    }

    /** Posts what the open scopes now ask for; nothing may be thrown to somebody who only leaves. */
    private void postOrTell(Line line) {
        postOrTell(line, scopes.newestRequest(line));
    }

    private void postOrTell(Line line, int wanted) {
        try {
            post(line, wanted);
        } catch (VirtualMachineError e) {
            // Not the library's fault, and nothing that could be told now: the next step makes up for it.
            throw e;
        } catch (RuntimeException | Error e) {
            ledger.wentWrong(line, e);
        }
    }

    private void postAll(Lines lines) {
        for (Line line : lines.all()) {
            postOrTell(line);
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
        return isOf(Thread.currentThread());
    }

    private int posted(Line line) {
        return line.index < posted.length ? posted[line.index] : Line.NONE;
    }

    private void grow(int index) {
        int size = Math.max(index + 1, 2 * posted.length);
        int[] morePosted = Arrays.copyOf(posted, size);
        replaced = Arrays.copyOf(replaced, size);
        posted = morePosted;
    }
}
