package io.threadpoolctl.internal.ledger;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * An open scope as its owner knows it: its limits, and the owner's next older scope. Guarded by the owner.
 *
 * <p>It refers weakly to the {@link ScopeHandle} that was given to the user, if one was, so that a handle nobody holds any
 * more can be noticed.
 */
final class Scope extends WeakReference<@Nullable ScopeHandle> {

    final Owner owner;

    /** Whether it belongs to a call, so that it ends before the calls around it do. */
    final boolean ofCall;

    ResolvedLimits limits;

    @Nullable
    Scope below;

    /**
     * Whether its end was begun. Written without the owner's monitor by whoever closes it, and plainly, since that same
     * thread takes the monitor next; if it cannot, others see it a little later.
     */
    boolean ended;

    /** Whether it was taken out of the owner's scopes. */
    boolean closed;

    /** Only where there is something to note, so that all other scopes are smaller. */
    private @Nullable Notes notes;

    /** A scope that is closed by the code that opened it and has no handle. */
    Scope(Owner owner, ResolvedLimits limits) {
        super(null);
        this.owner = owner;
        this.ofCall = true;
        this.limits = limits;
    }

    /** A scope in the hands of the user. */
    Scope(Owner owner, ResolvedLimits limits, ScopeHandle handle, ReferenceQueue<@Nullable ScopeHandle> forgotten) {
        super(handle, forgotten);
        this.owner = owner;
        this.ofCall = false;
        this.limits = limits;
        handle.scope = this;
    }

    /** Makes it as new, for the owner's thread; it is in nobody's hands. */
    Scope reused(ResolvedLimits newLimits) {
        if (limits != newLimits) { // a write costs the garbage collector more than a comparison
            limits = newLimits;
        }
        if (below != null) {
            below = null;
        }
        ended = false;
        closed = false;
        return this;
    }

    /** When it was opened, as {@link ScopeTimer} has it; 0 if that is not measured. */
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
