package io.threadpoolctl.internal.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The open scopes of an owner, a chain from the newest to the oldest. Guarded by the owner. */
final class OpenScopes {

    @Nullable
    Scope top;

    boolean isEmpty() {
        return top == null;
    }

    /** Whether the newest has ended although it is still here, because its closing was broken off. */
    boolean hasEnded() {
        Scope newest = top;
        return newest != null && newest.ended;
    }

    void push(Scope scope) {
        scope.below = top;
        top = scope;
    }

    /**
     * Takes a scope out of the chain, and with it newer ones that have ended without being taken out: their closing was
     * broken off because the stack was full. A scope of a call has ended as well when a call around it ends.
     *
     * @return whether there were any
     */
    boolean remove(Scope scope) {
        boolean others = false;
        Scope kept = null;
        for (Scope each = top; each != null; each = each.below) {
            boolean brokenOff = each != scope && (each.ended || (scope.ofCall && each.ofCall));
            if (each == scope || brokenOff) {
                takeOut(each, kept);
                others |= brokenOff;
            } else {
                kept = each;
            }
            if (each == scope) {
                break;
            }
        }
        return others;
    }

    /** Takes out all that have ended. */
    void removeEnded() {
        Scope kept = null;
        for (Scope each = top; each != null; each = each.below) {
            if (each.ended) {
                takeOut(each, kept);
            } else {
                kept = each;
            }
        }
    }

    private void takeOut(Scope scope, @Nullable Scope above) {
        scope.ended = true;
        scope.closed = true;
        if (above == null) {
            top = scope.below;
        } else {
            above.below = scope.below;
        }
    }

    /** Leaves none open. */
    void clear() {
        for (Scope scope = top; scope != null; scope = scope.below) {
            scope.ended = true;
            scope.closed = true;
        }
        top = null;
    }

    /** What the newest that limits the value asks for; {@link NativeValue#NONE} if none does. */
    int newestAmount(NativeValue value) {
        return newestAmount(top, value);
    }

    /** What the newest of those that are older than a scope asks for; {@link NativeValue#NONE} if none does. */
    static int amountBelow(Scope scope, NativeValue value) {
        return newestAmount(scope.below, value);
    }

    private static int newestAmount(@Nullable Scope from, NativeValue value) {
        for (Scope scope = from; scope != null; scope = scope.below) {
            int amount = scope.limits.amountFor(value);
            if (amount != NativeValue.NONE) {
                return amount;
            }
        }
        return NativeValue.NONE;
    }

    /** Their limits, the newest first. */
    List<ResolvedLimits> limits() {
        List<ResolvedLimits> limits = new ArrayList<>();
        for (Scope scope = top; scope != null; scope = scope.below) {
            limits.add(scope.limits);
        }
        return limits;
    }

    /** Replaces limits by newly resolved ones; what is not among the keys stays. */
    void replaceLimits(Map<ResolvedLimits, ResolvedLimits> replacements) {
        for (Scope scope = top; scope != null; scope = scope.below) {
            scope.limits = replacements.getOrDefault(scope.limits, scope.limits);
        }
    }
}
