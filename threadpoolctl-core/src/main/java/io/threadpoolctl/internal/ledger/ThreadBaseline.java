package io.threadpoolctl.internal.ledger;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one thread has outside every scope, in libraries where nobody but the thread can set that: the limits of the process.
 * Used by the thread alone, while it has no scope open.
 */
final class ThreadBaseline {

    private final Map<NativeValue, long[]> found = new HashMap<>();
    private @Nullable NativeValues values;
    private int standingChanges;

    /** Whether it was set for these values, and under the caps and limits that hold now. */
    boolean isFor(NativeValues wanted, int changes) {
        return values == wanted && standingChanges == changes;
    }

    /** Sets what the process is limited to, and puts back what it no longer is. */
    void set(NativeValues wanted, int changes, Owner owner) {
        for (NativeValue value : wanted.all()) {
            if (value.belongsToThread()) {
                try {
                    set(value, owner);
                } catch (VirtualMachineError e) {
                    throw e;
                } catch (RuntimeException | Error e) {
                    value.wentWrong(e);
                }
            }
        }
        values = wanted; // last: if this is broken off, it is done again
        standingChanges = changes;
    }

    private void set(NativeValue value, Owner owner) {
        if (!value.control.settable()) {
            return;
        }
        if (value.limit() != NativeValue.NONE) {
            owner.prepareThread();
            int number = NativeValue.smaller(value.limit(), value.cap());
            Integer now = value.control.threads();
            if (now == null || now != number) {
                value.countSetterCall();
                long[] first = found.computeIfAbsent(value, each -> new long[2]);
                long replaced = value.control.limit(number);
                if (first[1] == 0) { // noted by plain writes, which nothing can break off
                    first[0] = replaced;
                    first[1] = 1;
                }
            }
        } else {
            long[] first = found.get(value);
            if (first != null && first[1] != 0) {
                value.countSetterCall();
                value.control.restore(first[0]);
                found.remove(value); // last: if this is broken off, it is done again
            }
        }
    }
}
