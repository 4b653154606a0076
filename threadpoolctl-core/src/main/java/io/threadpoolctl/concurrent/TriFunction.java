package io.threadpoolctl.concurrent;

import org.jspecify.annotations.Nullable;

/**
 * A function of three arguments, for {@link ThreadPool#starmap(TriFunction, Iterable)}.
 *
 * @param <A> the first argument
 * @param <B> the second argument
 * @param <C> the third argument
 * @param <R> the result
 */
@FunctionalInterface
public interface TriFunction<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        R extends @Nullable Object> {

    /** Applies this function to its arguments. */
    R apply(A first, B second, C third);
}
