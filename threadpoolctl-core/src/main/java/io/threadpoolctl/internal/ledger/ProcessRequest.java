package io.threadpoolctl.internal.ledger;

import org.jspecify.annotations.Nullable;

/**
 * An owner's request of a value of the process. Who joins others that hold the value where it is wanted, or leaves them,
 * only counts itself in or out; everybody else has the value {@linkplain ProcessValue#settle settled}.
 *
 * <p>Each step is made so that it can be broken off by a full stack or heap: an atomic count is the only thing that may
 * fail, and what was counted is noted by plain writes right beside it.
 */
final class ProcessRequest extends Request {

    private final ProcessValue value;
    /** Where this still counts although it should not any more. */
    private @Nullable Requesters leaving;

    ProcessRequest(Owner owner, ProcessValue value) {
        super(owner, value.index);
        this.value = value;
    }

    @Override
    NativeValue value() {
        return value;
    }

    @Override
    void ask(int amount) {
        Requesters before = counted ? group : null;
        Requesters after = amount == NativeValue.NONE ? null : value.counts().of(amount);
        move(after, amount);
        if ((after == null || isJoinedQuietly(after)) && (before == null || isLeftQuietly(before))) {
            return;
        }
        try {
            value.settle();
        } catch (RuntimeException | Error e) {
            if (after != null) {
                moveBack(before, e);
            }
            throw e;
        }
    }

    @Override
    void askAgain() {
        value.verify();
    }

    @Override
    void abandon() {
        ask(NativeValue.NONE);
    }

    @Override
    void repair() {
        leave();
        value.settle(); // that may be what was broken off
        unsettled = false;
    }

    @Override
    @Nullable
    Integer before() {
        return value.baseline();
    }

    private void move(@Nullable Requesters to, int amount) {
        if (leaving != null) {
            leave();
        }
        Requesters from = counted ? group : null;
        if (to != null) {
            enter(to, owner.stripe());
        }
        leaving = from;
        counted = to != null;
        asked = amount;
        if (leaving != null) {
            leave();
        }
    }

    private void leave() {
        Requesters left = leaving;
        if (left != null) {
            left.leave(owner.stripe());
            leaving = null;
        }
    }

    private void moveBack(@Nullable Requesters to, Throwable failure) {
        try {
            move(to, to == null ? NativeValue.NONE : to.number);
            value.settle();
        } catch (RuntimeException | Error again) {
            Suppressed.add(failure, again);
        }
    }

    @Override
    boolean isJoinedQuietly(Requesters joined) {
        return value.isInForceFor(joined.number) && (joined.wasKnown() || value.isInForceBelow(joined.number));
    }

    @Override
    boolean isLeftQuietly(Requesters left) {
        return left.number != NativeValue.SHARE
                && (!left.mayBeEmpty(owner.stripe()) || value.isInForceBelow(left.number) || handOver(left));
    }

    private boolean handOver(Requesters left) {
        return value.isAlone() && left.handOver(owner.stripe());
    }
}
