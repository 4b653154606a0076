package io.threadpoolctl.internal.ledger;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/**
 * Closes scopes whose handle nobody holds any more, and tells where they were opened.
 *
 * <p>To find out where a scope is opened takes a microsecond, so it is done for the first {@value #PLACES_OF_EACH_PLAN}
 * scopes of each plan, and for all from the moment on that a scope was forgotten.
 */
final class ForgottenScopes {

    static final ReferenceQueue<@Nullable ScopeHandle> QUEUE = new ReferenceQueue<>();

    static final int PLACES_OF_EACH_PLAN = 32;

    private static volatile boolean everyPlace;

    static {
        Thread watch = new Thread(ForgottenScopes::watch, "threadpoolctl-forgotten-scopes");
        watch.setDaemon(true);
        watch.setContextClassLoader(null);
        watch.start();
    }

    private ForgottenScopes() {}

    /** To be called on the thread that opens it. */
    static void opened(Scope scope) {
        Plan plan = scope.plan;
        if (plan.placesWanted > 0 || everyPlace) {
            plan.placesWanted--;
            scope.place(Place.outside());
        }
    }

    private static void watch() {
        while (true) {
            try {
                Reference<? extends @Nullable ScopeHandle> forgotten = QUEUE.remove();
                if (forgotten instanceof Scope scope && scope.owner.closeForgotten(scope)) {
                    everyPlace = true;
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
