package io.threadpoolctl.concurrent;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The part of a {@link ThreadPool} that applies one function to many items. */
abstract class PoolMaps extends PoolExecutor {
    private static final int CHUNKS_PER_WORKER = 4;
    private static final int USUAL = 0;

    PoolMaps(WorkerGroup workers) {
        super(workers);
    }

    // One function, many items

    /** {@link #map(Function, Iterable, int)} with chunks of a size that gives each worker four of them. */
    public <T extends @Nullable Object, R extends @Nullable Object> List<R> map(
            Function<? super T, ? extends R> function, Iterable<? extends T> items) {
        return this.<T, R>mapAsync(function, items).awaitOrCancel();
    }

    /**
     * Applies the function to every item and waits for all results.
     *
     * <p>The items are listed first, in the caller; what listing them throws is thrown here. If items fail, the rest of
     * their chunks is skipped, all other chunks are run nevertheless, and the first failure to occur is thrown.
     *
     * @param chunkSize how many items a worker takes at once, 1 or more
     * @return the results in the order of the items; unmodifiable
     * @throws IllegalStateException if the pool does not run
     * @throws RejectedExecutionException if the queue is full
     */
    public <T extends @Nullable Object, R extends @Nullable Object> List<R> map(
            Function<? super T, ? extends R> function, Iterable<? extends T> items, int chunkSize) {
        return this.<T, R>mapAsync(function, items, chunkSize).awaitOrCancel();
    }

    /** {@link #map(Function, Iterable)} without waiting. */
    public <T extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<R>> mapAsync(
            Function<? super T, ? extends R> function, Iterable<? extends T> items) {
        return mapAsync(function, items, null, null);
    }

    /** {@link #map(Function, Iterable, int)} without waiting. */
    public <T extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<R>> mapAsync(
            Function<? super T, ? extends R> function, Iterable<? extends T> items, int chunkSize) {
        return mapAsync(function, items, chunkSize, null, null);
    }

    /** {@link #mapAsync(Function, Iterable, int, Consumer, Consumer)} with chunks of the usual size. */
    public <T extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<R>> mapAsync(
            Function<? super T, ? extends R> function,
            Iterable<? extends T> items,
            @Nullable Consumer<? super List<R>> callback,
            @Nullable Consumer<? super Throwable> errorCallback) {
        return addMap(function, items, USUAL, new Callbacks<>(callback, errorCallback));
    }

    /**
     * {@link #map(Function, Iterable, int)} without waiting. One of the callbacks is called once for the whole list, as
     * in {@link ThreadPool#applyAsync(java.util.concurrent.Callable, Consumer, Consumer)}; none if there are no items.
     */
    public <T extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<R>> mapAsync(
            Function<? super T, ? extends R> function,
            Iterable<? extends T> items,
            int chunkSize,
            @Nullable Consumer<? super List<R>> callback,
            @Nullable Consumer<? super Throwable> errorCallback) {
        requireChunk(chunkSize);
        return addMap(function, items, chunkSize, new Callbacks<>(callback, errorCallback));
    }

    // One result after the other

    /** {@link #imap(Function, Iterable, int)} with chunks of one item. */
    public <T extends @Nullable Object, R extends @Nullable Object> Results<R> imap(
            Function<? super T, ? extends R> function, Iterable<? extends T> items) {
        return imap(function, items, 1);
    }

    /**
     * Applies the function to every item and returns at once; the results are read in the order of the items. The
     * workers run a bounded number of chunks ahead of the reader, so the input may be longer than memory, or endless.
     *
     * <p>A failure of an item, or of the input itself, is thrown where its result would have been. What follows a failed
     * item is computed and delivered; a failed input has ended.
     *
     * @param items read by the workers, one at a time
     * @param chunkSize how many items a worker takes at once, 1 or more
     * @throws IllegalStateException if the pool does not run
     * @throws RejectedExecutionException if the queue is full
     */
    public <T extends @Nullable Object, R extends @Nullable Object> Results<R> imap(
            Function<? super T, ? extends R> function, Iterable<? extends T> items, int chunkSize) {
        return addImap(function, items, chunkSize, true);
    }

    /** {@link #imapUnordered(Function, Iterable, int)} with chunks of one item. */
    public <T extends @Nullable Object, R extends @Nullable Object> Results<R> imapUnordered(
            Function<? super T, ? extends R> function, Iterable<? extends T> items) {
        return imapUnordered(function, items, 1);
    }

    /**
     * Like {@link #imap(Function, Iterable, int)}, but the results are read as their chunks finish. A failure of the
     * input comes last.
     */
    public <T extends @Nullable Object, R extends @Nullable Object> Results<R> imapUnordered(
            Function<? super T, ? extends R> function, Iterable<? extends T> items, int chunkSize) {
        return addImap(function, items, chunkSize, false);
    }

    // What they have in common

    private <T extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<R>> addMap(
            Function<? super T, ? extends R> function,
            Iterable<? extends T> items,
            int chunkSize,
            Callbacks<List<R>> callbacks) {
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(items, "items");
        @Nullable Object[] cells = list(items);
        int size = chunkSize == USUAL ? usualChunkSize(cells.length) : chunkSize;
        MapJob<T, R> job = new MapJob<>(workers, function, cells, size, callbacks);
        add(job, job.chunks());
        return job.result;
    }

    private <T extends @Nullable Object, R extends @Nullable Object> Results<R> addImap(
            Function<? super T, ? extends R> function, Iterable<? extends T> items, int chunkSize, boolean ordered) {
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(items, "items");
        requireChunk(chunkSize);
        ImapJob<T, R> job = new ImapJob<>(workers, function, items.iterator(), chunkSize, ordered);
        try {
            workers.queue.addUnfinished(job);
        } finally {
            Reference.reachabilityFence(this);
        }
        return new Results<>(job, ordered);
    }

    /** An array of our own, to be written to. */
    private static @Nullable Object[] list(Iterable<?> items) {
        Collection<?> all;
        if (items instanceof Collection<?> collection) {
            all = collection;
        } else {
            List<@Nullable Object> list = new ArrayList<>();
            items.forEach(list::add);
            all = list;
        }
        @Nullable Object[] cells = all.toArray();
        return cells.getClass() == Object[].class ? cells : Arrays.copyOf(cells, cells.length, Object[].class);
    }

    private int usualChunkSize(int items) {
        long chunks = (long) CHUNKS_PER_WORKER * workers.size();
        return (int) Math.max(1, (items + chunks - 1) / chunks);
    }

    private static void requireChunk(int chunkSize) {
        if (chunkSize < 1) {
            throw new IllegalArgumentException("chunkSize must be at least 1, but is " + chunkSize);
        }
    }
}
