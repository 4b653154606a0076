package io.threadpoolctl.concurrent;

import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The part of a {@link ThreadPool} that applies functions of two and three arguments; a map for each map. */
abstract class PoolStarmaps extends PoolMaps {
    PoolStarmaps(WorkerGroup workers) {
        super(workers);
    }

    /** {@link #map(Function, Iterable)} for a function of two arguments. */
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> List<R> starmap(
            BiFunction<? super A, ? super B, ? extends R> function, Iterable<Args.Two<A, B>> items) {
        return map(spread(function), items);
    }

    /** {@link #map(Function, Iterable, int)} for a function of two arguments. */
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> List<R> starmap(
            BiFunction<? super A, ? super B, ? extends R> function, Iterable<Args.Two<A, B>> items, int chunkSize) {
        return map(spread(function), items, chunkSize);
    }

    /** {@link #mapAsync(Function, Iterable)} for a function of two arguments. */
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            AsyncResult<List<R>> starmapAsync(
                    BiFunction<? super A, ? super B, ? extends R> function, Iterable<Args.Two<A, B>> items) {
        return mapAsync(spread(function), items);
    }

    /** {@link #mapAsync(Function, Iterable, int)} for a function of two arguments. */
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            AsyncResult<List<R>> starmapAsync(
                    BiFunction<? super A, ? super B, ? extends R> function,
                    Iterable<Args.Two<A, B>> items,
                    int chunkSize) {
        return mapAsync(spread(function), items, chunkSize);
    }

    /** {@link #mapAsync(Function, Iterable, Consumer, Consumer)} for a function of two arguments. */
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            AsyncResult<List<R>> starmapAsync(
                    BiFunction<? super A, ? super B, ? extends R> function,
                    Iterable<Args.Two<A, B>> items,
                    @Nullable Consumer<? super List<R>> callback,
                    @Nullable Consumer<? super Throwable> errorCallback) {
        return mapAsync(spread(function), items, callback, errorCallback);
    }

    /** {@link #mapAsync(Function, Iterable, int, Consumer, Consumer)} for a function of two arguments. */
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            AsyncResult<List<R>> starmapAsync(
                    BiFunction<? super A, ? super B, ? extends R> function,
                    Iterable<Args.Two<A, B>> items,
                    int chunkSize,
                    @Nullable Consumer<? super List<R>> callback,
                    @Nullable Consumer<? super Throwable> errorCallback) {
        return mapAsync(spread(function), items, chunkSize, callback, errorCallback);
    }

    /** {@link #map(Function, Iterable)} for a function of three arguments. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            List<R> starmap(
                    TriFunction<? super A, ? super B, ? super C, ? extends R> function,
                    Iterable<Args.Three<A, B, C>> items) {
        return map(spread(function), items);
    }

    /** {@link #map(Function, Iterable, int)} for a function of three arguments. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            List<R> starmap(
                    TriFunction<? super A, ? super B, ? super C, ? extends R> function,
                    Iterable<Args.Three<A, B, C>> items,
                    int chunkSize) {
        return map(spread(function), items, chunkSize);
    }

    /** {@link #mapAsync(Function, Iterable)} for a function of three arguments. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            AsyncResult<List<R>> starmapAsync(
                    TriFunction<? super A, ? super B, ? super C, ? extends R> function,
                    Iterable<Args.Three<A, B, C>> items) {
        return mapAsync(spread(function), items);
    }

    /** {@link #mapAsync(Function, Iterable, int)} for a function of three arguments. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            AsyncResult<List<R>> starmapAsync(
                    TriFunction<? super A, ? super B, ? super C, ? extends R> function,
                    Iterable<Args.Three<A, B, C>> items,
                    int chunkSize) {
        return mapAsync(spread(function), items, chunkSize);
    }

    /** {@link #mapAsync(Function, Iterable, Consumer, Consumer)} for a function of three arguments. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            AsyncResult<List<R>> starmapAsync(
                    TriFunction<? super A, ? super B, ? super C, ? extends R> function,
                    Iterable<Args.Three<A, B, C>> items,
                    @Nullable Consumer<? super List<R>> callback,
                    @Nullable Consumer<? super Throwable> errorCallback) {
        return mapAsync(spread(function), items, callback, errorCallback);
    }

    /** {@link #mapAsync(Function, Iterable, int, Consumer, Consumer)} for a function of three arguments. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            AsyncResult<List<R>> starmapAsync(
                    TriFunction<? super A, ? super B, ? super C, ? extends R> function,
                    Iterable<Args.Three<A, B, C>> items,
                    int chunkSize,
                    @Nullable Consumer<? super List<R>> callback,
                    @Nullable Consumer<? super Throwable> errorCallback) {
        return mapAsync(spread(function), items, chunkSize, callback, errorCallback);
    }

    private static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            Function<Args.Two<A, B>, R> spread(BiFunction<? super A, ? super B, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        return arguments -> function.apply(arguments.first(), arguments.second());
    }

    private static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            Function<Args.Three<A, B, C>, R> spread(
                    TriFunction<? super A, ? super B, ? super C, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        return arguments -> function.apply(arguments.first(), arguments.second(), arguments.third());
    }
}
