package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.VirtualThreadPolicy;
import io.threadpoolctl.VirtualThreadRejectedException;
import io.threadpoolctl.Warning;
import java.util.Objects;

/** What a virtual thread may do with lines that belong to the operating-system thread. */
public final class VirtualThreadCheck {

    private VirtualThreadCheck() {}

    /** Before a scope that cannot hold the thread. */
    public static void beforeLimit(Engine engine, Owner owner, Plan plan) {
        if (owner.isPinned()) {
            return;
        }
        rejectIfSoDecided(engine, plan);
        if (engine.virtualThreads() == VirtualThreadPolicy.PIN) {
            warnOnce(engine, plan);
        }
    }

    /** Whether a call has to hold the thread on its carrier. */
    public static boolean mustPin(Engine engine, Owner owner, Plan plan) {
        if (owner.isPinned()) {
            return false;
        }
        rejectIfSoDecided(engine, plan);
        return engine.virtualThreads() == VirtualThreadPolicy.PIN;
    }

    private static void rejectIfSoDecided(Engine engine, Plan plan) {
        if (engine.virtualThreads() == VirtualThreadPolicy.REJECT) {
            throw new VirtualThreadRejectedException(
                    "The virtual thread \"" + Thread.currentThread().getName()
                            + "\" may not limit " + path(plan)
                            + ": its thread count belongs to the operating-system thread, and"
                            + " virtual threads are set to be rejected. Use a platform thread, or allow pinning.");
        }
    }

    private static void warnOnce(Engine engine, Plan plan) {
        String path = path(plan);
        if (!engine.warnings().has(Warning.Kind.VIRTUAL_THREAD, path)) {
            engine.warnings()
                    .add(
                            Warning.Kind.VIRTUAL_THREAD,
                            path,
                            "A virtual thread opened a scope with limit(...), which leaves " + path
                                    + " as it is: its thread"
                                    + " count belongs to the operating-system thread. Use call(...) or run(...) instead,"
                                    + " which hold the virtual thread on its carrier.");
        }
    }

    private static String path(Plan plan) {
        return Objects.requireNonNull(plan.firstThreadLine()).libraries().get(0).filepath();
    }
}
