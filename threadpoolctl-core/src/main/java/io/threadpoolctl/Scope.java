package io.threadpoolctl;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * An open scope as its owner knows it: the plan, and the owner's next older scope. Guarded by the owner.
 *
 * <p>It refers weakly to the {@link ScopeHandle} that was given to the user, if one was, so that a handle nobody holds any
 * more can be noticed.
 */
final class Scope extends WeakReference<@Nullable ScopeHandle> {

    final Owner owner;

    /** Whether it is closed before the scopes below it, because it belongs to a call inside theirs. */
    final boolean nested;

    Plan plan;

    @Nullable
    Scope below;

    boolean closed;

    /** Only where there is something to note, so that all other scopes are smaller. */
    private @Nullable Notes notes;

    /** A scope that is closed by the code that opened it and has no handle. */
    Scope(Owner owner, Plan plan) {
        super(null);
        this.owner = owner;
        this.nested = true;
        this.plan = plan;
    }

    /** A scope in the hands of the user. */
    Scope(Owner owner, Plan plan, ScopeHandle handle) {
        super(handle, ForgottenScopes.QUEUE);
        this.owner = owner;
        this.nested = false;
        this.plan = plan;
        handle.scope = this;
    }

    /** When it was opened, as {@link ScopeTimes} has it; 0 if that is not measured. */
    long openedAt() {
        return notes == null ? 0 : notes.openedAt;
    }

    void openedAt(long time) {
        if (time != openedAt()) {
            notes().openedAt = time;
        }
    }

    /** Where it was opened, if that was noted. */
    @Nullable
    String place() {
        return notes == null ? null : notes.place;
    }

    void place(String place) {
        notes().place = place;
    }

    private Notes notes() {
        if (notes == null) {
            notes = new Notes();
        }
        return notes;
    }

    private static final class Notes {

        long openedAt;

        @Nullable
        String place;
    }
}
