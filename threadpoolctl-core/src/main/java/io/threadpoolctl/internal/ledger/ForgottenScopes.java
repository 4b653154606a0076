package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Warning;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/**
 * Closes scopes whose handle nobody holds any more, and tells where they were opened.
 *
 * <p>To find out where a scope is opened takes a microsecond, so it is done for the first scopes of each limit, and for so
 * many more after one of that limit's was forgotten.
 */
final class ForgottenScopes {

    static final int PLACES_OF_EACH_LIMIT = 32;

    private final ReferenceQueue<@Nullable ScopeHandle> queue = new ReferenceQueue<>();
    private final Warnings warnings;

    ForgottenScopes(Warnings warnings) {
        this.warnings = warnings;
    }

    ReferenceQueue<@Nullable ScopeHandle> queue() {
        return queue;
    }

    /**
     * To be called on the thread that opens it, before it does.
     *
     * @param place what it is opened for, if that is known
     */
    void opening(Scope scope, @Nullable String place) {
        ResolvedLimits limits = scope.limits;
        if (place != null) {
            scope.place(place);
        } else if (limits.placesWanted > 0) {
            limits.placesWanted--;
            scope.place(Place.outside());
        }
    }

    /** Closes what was forgotten so far. */
    void close() {
        for (Reference<?> next = queue.poll(); next != null; next = queue.poll()) {
            if (next instanceof Scope scope) {
                scope.ended = true; // if its closing is broken off, the next step or look makes up for it
                close(scope);
            }
        }
    }

    private void close(Scope scope) {
        ResolvedLimits limits = scope.limits;
        if (scope.owner.closeForgotten(scope)) {
            limits.placesWanted = PLACES_OF_EACH_LIMIT;
            if (scope.owner.isThread()) {
                tell(limits.limits, scope.place());
            } else {
                tellOfHold(limits.limits, String.valueOf(scope.place()));
            }
        }
    }

    private void tellOfHold(Limits limits, String origin) {
        warnings.add(
                Warning.Kind.NEVER_CLOSED,
                null,
                origin,
                "Limits (" + limits + ") were held for " + origin
                        + ", and what was to give them back was dropped. They were given back now.");
    }

    private void tell(Limits limits, @Nullable String place) {
        String subject = place == null ? limits.toString() : place;
        warnings.add(
                Warning.Kind.NEVER_CLOSED,
                null,
                subject,
                "A limit scope (" + limits + ") was never closed by the code that opened it"
                        + (place == null ? "; where that is, is noted from now on" : " at " + place)
                        + ". It was closed now; open scopes with try-with-resources.");
    }
}
