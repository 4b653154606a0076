package io.threadpoolctl.concurrent;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A few neighbouring items of an {@code imap}. Each cell holds its item, then its result or its failure. */
final class Chunk<R extends @Nullable Object> {
    private record Failure(Throwable thrown) {}

    private final @Nullable Object[] cells;
    private boolean ready; // guarded by the lock of the job
    private int read;

    Chunk(@Nullable Object[] items) {
        this.cells = items;
    }

    /** A chunk without items whose reading throws. */
    static <R extends @Nullable Object> Chunk<R> failed(Throwable thrown) {
        return new Chunk<>(new Object[] {new Failure(thrown)});
    }

    boolean isEmpty() {
        return cells.length == 0;
    }

    /** Runs every item, whatever happens to the others. */
    <T extends @Nullable Object> void compute(Function<? super T, ? extends R> function, Limited limited) {
        try {
            limited.run(() -> computeAll(function));
        } catch (Throwable noLimits) {
            Arrays.fill(cells, new Failure(noLimits));
        }
    }

    @SuppressWarnings("unchecked") // an item until it is replaced by its result
    private <T extends @Nullable Object> void computeAll(Function<? super T, ? extends R> function) {
        for (int i = 0; i < cells.length; i++) {
            try {
                cells[i] = function.apply((T) cells[i]);
            } catch (Throwable thrown) {
                cells[i] = new Failure(thrown);
            }
        }
    }

    void setReady() {
        ready = true;
    }

    boolean isReady() {
        return ready;
    }

    boolean isRead() {
        return read == cells.length;
    }

    /** The next result, which is then forgotten, or its failure, which is thrown. */
    @SuppressWarnings({"unchecked", "NullAway"}) // every cell has been replaced by its result, null if that is null
    R read() {
        Object cell = cells[read];
        cells[read++] = null;
        if (cell instanceof Failure failure) {
            throw Sneaky.rethrow(failure.thrown());
        }
        return (R) cell;
    }
}
