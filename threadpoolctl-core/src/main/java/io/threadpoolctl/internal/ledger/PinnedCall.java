package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Action;
import io.threadpoolctl.internal.binding.NativeProcess;
import org.jspecify.annotations.Nullable;

/** An action that runs while its virtual thread is held on its carrier, and what it came to. */
final class PinnedCall<T, X extends Throwable> implements Runnable {

    private final Owner owner;
    private final Action<T, X> action;
    private @Nullable T result;
    private @Nullable Throwable failure;

    private PinnedCall(Owner owner, Action<T, X> action) {
        this.owner = owner;
        this.action = action;
    }

    @SuppressWarnings({"unchecked", "NullAway"
    }) // the action throws nothing but X and unchecked; its null is its answer
    static <T, X extends Throwable> T run(Owner owner, Action<T, X> action) throws X {
        PinnedCall<T, X> call = new PinnedCall<>(owner, action);
        NativeProcess.current().pinned(call);
        if (call.failure != null) {
            throw (X) call.failure;
        }
        return call.result;
    }

    @Override
    public void run() {
        owner.pin();
        try {
            result = action.call();
        } catch (Throwable e) {
            failure = e;
        } finally {
            owner.unpin();
        }
    }
}
