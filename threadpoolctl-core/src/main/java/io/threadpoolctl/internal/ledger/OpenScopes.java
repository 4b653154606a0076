package io.threadpoolctl.internal.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The open scopes of an owner, a chain from the newest to the oldest. Guarded by the owner. */
final class OpenScopes {

    private @Nullable Scope top;

    boolean isEmpty() {
        return top == null;
    }

    void push(Scope scope) {
        scope.below = top;
        top = scope;
    }

    /**
     * Takes a scope out of the chain, and with it newer ones whose closing was broken off because the stack was full. What
     * is nested in a call that ends has ended.
     *
     * @return whether there were any
     */
    boolean remove(Scope scope) {
        boolean others = false;
        Scope kept = null;
        for (Scope each = top; each != null; each = each.below) {
            boolean broken = each != scope && (each.closed || (scope.nested && each.nested));
            if (each == scope || broken) {
                each.closed = true;
                others |= broken;
                if (kept == null) {
                    top = each.below;
                } else {
                    kept.below = each.below;
                }
            } else {
                kept = each;
            }
            if (each == scope) {
                break;
            }
        }
        return others;
    }

    /** Leaves none open. */
    void clear() {
        for (Scope scope = top; scope != null; scope = scope.below) {
            scope.closed = true;
        }
        top = null;
    }

    /** What the newest that limits the line requests of it; {@link Line#NONE} if none does. */
    int newestRequest(Line line) {
        return newestRequest(top, line);
    }

    /** What the newest of those that are older than a scope requests of the line; {@link Line#NONE} if none does. */
    static int requestBelow(Scope scope, Line line) {
        return newestRequest(scope.below, line);
    }

    private static int newestRequest(@Nullable Scope from, Line line) {
        for (Scope scope = from; scope != null; scope = scope.below) {
            int request = scope.plan.requestFor(line);
            if (request != Line.NONE) {
                return request;
            }
        }
        return Line.NONE;
    }

    /** Their plans, the newest first. */
    List<Plan> plans() {
        List<Plan> plans = new ArrayList<>();
        for (Scope scope = top; scope != null; scope = scope.below) {
            plans.add(scope.plan);
        }
        return plans;
    }

    /** Replaces plans; one that is not among the keys stays. */
    void replacePlans(Map<Plan, Plan> replacements) {
        for (Scope scope = top; scope != null; scope = scope.below) {
            scope.plan = replacements.getOrDefault(scope.plan, scope.plan);
        }
    }
}
