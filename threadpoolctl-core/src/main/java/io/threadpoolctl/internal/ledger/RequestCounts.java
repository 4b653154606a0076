package io.threadpoolctl.internal.ledger;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Who requests how much of one value of the process: a group for each number, in ascending order, and the shares. */
final class RequestCounts {

    private static final int FIRST_FOUND_BY_LOOKING = 8;

    /** Replaced by a longer one as numbers come up for the first time; written under this object's monitor. */
    private volatile Requesters[] groups = {};

    private final Requesters shares = new Requesters(NativeValue.SHARE);

    /** Those who request this amount, which is not {@link NativeValue#NONE}. */
    Requesters of(int amount) {
        if (amount == NativeValue.SHARE) {
            return shares;
        }
        Requesters known = find(groups, amount);
        return known != null ? known : add(amount);
    }

    private static @Nullable Requesters find(Requesters[] groups, int number) {
        if (groups.length <= FIRST_FOUND_BY_LOOKING) {
            for (Requesters group : groups) {
                if (group.number == number) {
                    return group;
                }
            }
            return null;
        }
        int at = position(groups, number);
        return at >= 0 ? groups[at] : null;
    }

    private static int position(Requesters[] groups, int number) {
        int from = 0;
        int to = groups.length - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            if (groups[middle].number == number) {
                return middle;
            }
            if (groups[middle].number < number) {
                from = middle + 1;
            } else {
                to = middle - 1;
            }
        }
        return -from - 1;
    }

    private synchronized Requesters add(int number) {
        Requesters[] now = groups;
        int at = position(now, number);
        if (at >= 0) {
            return now[at];
        }
        int insert = -at - 1;
        Requesters added = new Requesters(number);
        Requesters[] more = Arrays.copyOf(now, now.length + 1);
        System.arraycopy(now, insert, more, insert + 1, now.length - insert);
        more[insert] = added;
        groups = more;
        return added;
    }

    /** The smallest number that anybody requests, {@link NativeValue#NONE} if nobody does. Under the value's lock. */
    int smallest() {
        for (Requesters group : groups) {
            if (!group.isEmpty()) {
                return group.number;
            }
        }
        return NativeValue.NONE;
    }

    /** How many request a share. */
    int shares() {
        return shares.count();
    }

    /** How many owners have a request. */
    int owners() {
        int owners = shares.count();
        for (Requesters group : groups) {
            owners += group.count();
        }
        return owners;
    }
}
