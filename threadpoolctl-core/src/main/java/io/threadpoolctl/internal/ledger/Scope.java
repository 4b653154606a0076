package io.threadpoolctl.internal.ledger;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * An open scope as its owner knows it: the plan, and the owner's next older scope. Guarded by the owner.
 *
 * <p>It refers weakly to the {@link ScopeHandle} that was given to the user, if one was, so that a handle nobody holds any
 * more can be noticed.
 */
public final class Scope extends WeakReference<@Nullable ScopeHandle> {

    public final Owner owner;

    /** Whether it is closed before the scopes below it, because it belongs to a call inside theirs. */
    public final boolean nested;

    Plan plan;

    @Nullable
    Scope below;

    boolean closed;

    /** Only where there is something to note, so that all other scopes are smaller. */
    private @Nullable Notes notes;

    /** A scope that is closed by the code that opened it and has no handle. */
    public Scope(Owner owner, Plan plan) {
        super(null);
        this.owner = owner;
        this.nested = true;
        this.plan = plan;
    }

    /** A scope in the hands of the user. */
    public Scope(Owner owner, Plan plan, ScopeHandle handle) {
        super(handle, ForgottenScopes.QUEUE);
        this.owner = owner;
        this.nested = false;
        this.plan = plan;
        handle.scope = this;
    }

    /** When it was opened, as {@link ScopeTimer} has it; 0 if that is not measured. */
    public long openedAt() {
        return notes == null ? 0 : notes.openedAt;
    }

    public void openedAt(long time) {
        if (time != openedAt()) {
            notes().openedAt = time;
        }
    }

    /** Where it was opened, if that was noted. */
    @Nullable
    public String place() {
        return notes == null ? null : notes.place;
    }

    public void place(String place) {
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
