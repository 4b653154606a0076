package io.threadpoolctl.concurrent;

import org.jspecify.annotations.Nullable;

/**
 * The arguments of one call in a {@code starmap}: {@code Args.of(base, exponent)}. Any argument may be null.
 *
 * <p>A record of your own needs no starmap: {@code pool.map(p -> power(p.base(), p.exponent()), powers)}.
 */
public sealed interface Args {

    /** Two arguments. */
    static <A extends @Nullable Object, B extends @Nullable Object> Two<A, B> of(A first, B second) {
        return new Two<>(first, second);
    }

    /** Three arguments. */
    static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> Three<A, B, C> of(
            A first, B second, C third) {
        return new Three<>(first, second, third);
    }

    /**
     * Two arguments.
     *
     * @param first the first argument
     * @param second the second argument
     */
    record Two<A extends @Nullable Object, B extends @Nullable Object>(A first, B second) implements Args {}

    /**
     * Three arguments.
     *
     * @param first the first argument
     * @param second the second argument
     * @param third the third argument
     */
    record Three<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>(
            A first, B second, C third) implements Args {}
}
