package io.threadpoolctl;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * The limits that a thread was under when they were {@linkplain Threadpools#capture() captured}, to be taken over by
 * another thread. Immutable; any thread may use it, many at once, as long after as it likes.
 */
public final class CapturedLimits {

    private final List<Threadpools> pools;
    private final List<Limits> limits;

    /** Both lists in the order in which the scopes were opened. */
    CapturedLimits(List<Threadpools> pools, List<Limits> limits) {
        this.pools = List.copyOf(pools);
        this.limits = List.copyOf(limits);
    }

    /** Whether the thread was under no limit. */
    public boolean isNone() {
        return limits.isEmpty();
    }

    /** What the thread's scopes asked for, the outermost first; of two that speak about a library the later counts. */
    public List<Limits> limits() {
        return limits;
    }

    /** Calls an action on this thread under the captured limits; otherwise as {@link Threadpools#call}. */
    public <T, X extends Throwable> T call(Action<T, X> action) throws X {
        Objects.requireNonNull(action, "action");
        return call(0, action);
    }

    /** Runs an action on this thread under the captured limits. */
    public void run(Runnable action) {
        Objects.requireNonNull(action, "action");
        this.<Boolean, RuntimeException>call(() -> {
            action.run();
            return true;
        });
    }

    /** The same action under the captured limits, whoever runs it. */
    public Runnable wrap(Runnable action) {
        Objects.requireNonNull(action, "action");
        return isNone() ? action : () -> run(action);
    }

    /** The same action under the captured limits, whoever calls it. */
    public <T> Callable<T> wrap(Callable<T> action) {
        Objects.requireNonNull(action, "action");
        return isNone() ? action : () -> this.<T, Exception>call(action::call);
    }

    /**
     * Opens scopes with the captured limits on this thread, to be closed on it.
     *
     * @return what closes them
     */
    public LimitScope open() {
        Deque<LimitScope> open = new ArrayDeque<>();
        try {
            for (int i = 0; i < limits.size(); i++) {
                open.push(pools.get(i).limit(limits.get(i)));
            }
        } catch (RuntimeException | Error e) {
            open.forEach(LimitScope::close);
            throw e;
        }
        return new ScopeChain(open);
    }

    private <T, X extends Throwable> T call(int from, Action<T, X> action) throws X {
        return from == limits.size()
                ? action.call()
                : pools.get(from).<T, X>call(limits.get(from), () -> call(from + 1, action));
    }

    @Override
    public String toString() {
        return limits.toString();
    }
}
