package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.internal.binding.StackRoom;
import java.lang.invoke.MethodHandles;
import java.util.List;

/**
 * Has the classes of this room that have initialisers initialised where there is room for it: one that is broken off by the
 * end of the stack spoils its class for good.
 */
final class FirstUse {

    private FirstUse() {}

    /** Throws a {@link StackOverflowError} before anything is begun, or is through. */
    static void prepare() {
        StackRoom.requireForFirstUse();
        for (Class<?> type : List.of(
                Warnings.class,
                NativeValues.class,
                ScanGate.class,
                VirtualThreads.class,
                Owner.class,
                Requesters.class,
                Place.class)) {
            initialise(type);
        }
    }

    private static void initialise(Class<?> type) {
        try {
            MethodHandles.lookup().ensureInitialized(type);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e); // they are all in this package
        }
    }
}
