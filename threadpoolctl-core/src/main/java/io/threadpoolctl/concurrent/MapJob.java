package io.threadpoolctl.concurrent;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One function over many items, a chunk a part. Each cell holds its item first and its result afterwards. */
final class MapJob<T extends @Nullable Object, R extends @Nullable Object> extends ResultJob<List<R>> {
    private final int chunkSize;
    private final int chunks;
    private final AtomicInteger nextChunk = new AtomicInteger();
    private final AtomicInteger chunksLeft;
    private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();
    private @Nullable Function<? super T, ? extends R> function;
    private @Nullable Object @Nullable [] cells;

    /** The array is taken over and written to. */
    MapJob(
            WorkerGroup workers,
            Function<? super T, ? extends R> function,
            @Nullable Object[] cells,
            int chunkSize,
            Callbacks<List<R>> callbacks) {
        super(workers, callbacks);
        this.function = function;
        this.cells = cells;
        this.chunkSize = chunkSize;
        this.chunks = cells.length == 0 ? 0 : (cells.length - 1) / chunkSize + 1;
        this.chunksLeft = new AtomicInteger(chunks);
        if (chunks == 0) {
            result.succeed(List.of());
        }
    }

    int chunks() {
        return chunks;
    }

    @Override
    void run(Limited limited) {
        int from = nextChunk.getAndIncrement() * chunkSize;
        try {
            limited.run(() -> compute(from));
        } catch (Throwable failure) {
            firstFailure.compareAndSet(null, failure);
        }
        workers.taskEnded();
        chunksDone(1);
    }

    @Override
    void drop(int parts, RuntimeException reason) {
        firstFailure.compareAndSet(null, reason);
        chunksDone(parts);
    }

    @SuppressWarnings("unchecked") // an item until it is replaced by its result
    private void compute(int from) {
        Function<? super T, ? extends R> code = function;
        @Nullable Object[] all = cells;
        if (code == null || all == null) {
            return;
        }
        int to = from + Math.min(chunkSize, all.length - from);
        for (int i = from; i < to && !result.isDone(); i++) {
            all[i] = code.apply((T) all[i]);
        }
    }

    @SuppressWarnings("unchecked") // every cell has been replaced by its result
    private void chunksDone(int count) {
        if (chunksLeft.addAndGet(-count) > 0) {
            return;
        }
        @Nullable Object[] all = cells;
        function = null;
        cells = null;
        Throwable failure = firstFailure.get();
        if (failure != null) {
            fail(failure);
        } else if (all != null) {
            succeed(Collections.unmodifiableList((List<R>) Arrays.asList(all)));
        }
    }
}
