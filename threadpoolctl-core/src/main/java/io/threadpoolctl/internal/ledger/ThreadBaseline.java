package io.threadpoolctl.internal.ledger;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one thread has outside every scope, in libraries where nobody but the thread can set that. Used by the thread alone,
 * while it has no scope open.
 */
final class ThreadBaseline {

    private final Map<ThreadLine, Long> found = new HashMap<>();
    private @Nullable Plan plan;
    private int capChanges;

    /** Whether it was set for this plan, and under the caps that hold now. */
    boolean isFor(Plan wanted, Ledger ledger) {
        return plan == wanted && capChanges == ledger.capChanges();
    }

    /** Sets what the plan asks for, and puts back what it no longer does. */
    void set(Plan wanted, Ledger ledger) {
        plan = wanted;
        capChanges = ledger.capChanges();
        for (Line line : wanted.basis.all()) {
            if (line instanceof ThreadLine threadLine) {
                try {
                    set(threadLine, wanted.requestFor(line));
                } catch (RuntimeException | Error e) {
                    ledger.wentWrong(line, e);
                }
            }
        }
    }

    private void set(ThreadLine line, int request) {
        if (!line.control.settable()) {
            return;
        }
        if (request != Line.NONE) {
            Long replaced = line.setOutsideScopes(request == Line.SHARE ? line.part(1) : request);
            if (replaced != null) {
                found.putIfAbsent(line, replaced);
            }
        } else if (found.containsKey(line)) {
            line.control.restore(found.remove(line));
        }
    }
}
