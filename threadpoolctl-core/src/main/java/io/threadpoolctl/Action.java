package io.threadpoolctl;

/**
 * Code that gives a result.
 *
 * @param <T> the result
 * @param <X> what it may throw; the compiler finds out by itself
 */
@FunctionalInterface
public interface Action<T, X extends Throwable> {

    /** Runs it. */
    T call() throws X;
}
