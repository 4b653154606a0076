package io.threadpoolctl.internal.ledger;

import java.lang.invoke.VarHandle;
import java.util.function.Supplier;

/**
 * The steps of an owner's own thread that need neither the owner's monitor nor the lock of a value: a scope that is alone
 * joins others that hold a value of the process where it wants it, and leaves while others stay. One atomic step in, one
 * out.
 *
 * <p>Other threads seldom have to do with an owner, so they pay for that. A visitor, who has the monitor, {@linkplain
 * #beginVisit marks} the word in which the owner counts itself, and waits while the owner's thread is in one of these steps.
 * That thread sees a mark by the very step with which it counts, and takes the monitor then. If its step comes before the
 * mark, the visitor has read what it wrote, and so sees that it is not through.
 *
 * <p>Any call may be broken off by the end of the stack, so nothing is called between a count and the note of it.
 */
final class Shortcut {

    private final Owner owner;
    private final int stripe;

    /** Whether the owner's thread is in one of these steps; written by that thread alone. */
    private boolean busy;

    /** One more than the index of the value of which the owner's thread is counted once too often: it came at a mark. */
    private int stray;

    // Guarded by the owner.
    private int visits;
    private boolean marked;

    Shortcut(Owner owner, int stripe) {
        this.owner = owner;
        this.stripe = stripe;
    }

    /**
     * Opens a scope, on the owner's thread.
     *
     * @return whether it is open; if not, it has to be opened under the monitor
     */
    boolean join(Scope scope) {
        ResolvedLimits limits = scope.limits;
        Request request = owner.onlyRequest(limits);
        Requesters group = request == null ? null : request.usual;
        if (request == null
                || group == null
                || group.number != limits.amounts[0]
                || stray != 0
                || !request.isJoinedQuietly(group)) {
            return false;
        }
        boolean joined = false;
        busy = true;
        try {
            long word = group.enterAgain(stripe);
            stray = 1 + request.index;
            if ((word & Requesters.MARKS) == 0
                    && request.group == group
                    && owner.isIdleUnder(limits)
                    && request.isJoinedQuietly(group)) {
                stray = 0;
                request.counted = true;
                request.asked = group.number;
                owner.scopes.top = scope;
                owner.opened++;
                joined = true;
            }
            VarHandle.releaseFence();
        } catch (RuntimeException | Error e) {
            if (!joined) { // otherwise all is done, and only the fence is missing
                throw e;
            }
        } finally {
            busy = false;
        }
        return joined;
    }

    /**
     * Takes a scope out that was ended, on the owner's thread.
     *
     * @return whether it is out; if not, it has to be taken out under the monitor
     */
    boolean leave(Scope scope) {
        ResolvedLimits limits = scope.limits;
        Request request = owner.onlyRequest(limits);
        Requesters group = request == null ? null : request.usual;
        if (request == null || group == null) {
            return false;
        }
        boolean out = false;
        busy = true;
        try {
            long word = group.word(stripe); // before anything that a visitor could change
            while (!out && mayLeave(scope, limits, request, group, word)) {
                if (group.leaveIfStill(stripe, word)) {
                    request.counted = false;
                    request.asked = NativeValue.NONE;
                    request.unsettled = true;
                    owner.halfDone = true;
                    owner.scopes.top = null;
                    scope.closed = true;
                    out = true;
                } else {
                    word = group.word(stripe);
                }
            }
            if (out && request.isLeftQuietly(group)) {
                request.unsettled = false;
                owner.halfDone = false;
            }
            VarHandle.releaseFence();
        } catch (RuntimeException | Error e) {
            if (!out) { // otherwise what is missing is made up for by the next step or look
                throw e;
            }
        } finally {
            busy = false;
        }
        return out;
    }

    private boolean mayLeave(Scope scope, ResolvedLimits limits, Request request, Requesters group, long word) {
        return (word & Requesters.MARKS) == 0
                && owner.isOnlyScope(scope)
                && scope.limits == limits
                && stray == 0
                && request.counted
                && request.group == group
                && !group.isLikelyEmptyAfter(stripe, word);
    }

    /** Whether {@link #release} has something to do. */
    boolean isAstray() {
        return stray != 0;
    }

    /** Counts the owner's thread out where it is counted once too often. Under the monitor. */
    void release() {
        if (stray == 0) {
            return;
        }
        Request request = owner.requests()[stray - 1]; // null if the value is gone
        Requesters group = request == null ? null : request.usual;
        if (request != null && group != null) {
            group.leave(stripe);
            request.unsettled = true;
        }
        stray = 0;
    }

    /** Keeps the owner's thread from these steps while something is done. For other threads, under the monitor. */
    <T> T visit(Supplier<T> action) {
        int around = visits;
        try {
            beginVisit();
            return action.get();
        } finally {
            visits = around; // before any call: it would be taken for a visit in which the next one is
            endVisit();
        }
    }

    boolean isVisited() {
        return visits != 0;
    }

    /** Whether there is a visit, or one whose end was broken off, so that the owner's thread takes the monitor. */
    boolean isMarked() {
        return marked;
    }

    @SuppressWarnings(
            "ThreadPriorityCheck") // a step takes nanoseconds, unless the owner's thread has lost its processor
    private void beginVisit() {
        marked = true;
        for (Request request : owner.requests()) {
            if (request != null) {
                request.mark(stripe);
            }
        }
        while (busy) {
            Thread.yield();
            VarHandle.acquireFence();
        }
        VarHandle.acquireFence();
        visits++;
    }

    /** Also makes up for one that was broken off. */
    void endVisit() {
        if (visits == 0) {
            for (Request request : owner.requests()) {
                if (request != null) {
                    request.unmark(stripe);
                }
            }
            marked = false;
        }
    }
}
