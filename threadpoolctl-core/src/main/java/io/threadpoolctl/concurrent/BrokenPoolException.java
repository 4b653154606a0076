package io.threadpoolctl.concurrent;

/**
 * The pool's initializer failed in one of the workers, so the pool does no more work. The cause is what the
 * initializer threw. Everything that was waiting fails with this exception, and new work is refused with it.
 */
public final class BrokenPoolException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    BrokenPoolException(Throwable cause) {
        super("Pool is broken: its initializer failed", cause);
    }
}
