package io.threadpoolctl.concurrent;

import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the results of an {@code imap}. For one reader at a time.
 *
 * <p>{@code hasNext()} and both {@code next} methods wait for the next result. If a task failed, {@code next} throws
 * the task's own exception in its place, a checked one too although it is not declared, and the iteration goes on
 * behind it. If the reader is interrupted, its interrupted status is kept and a
 * {@link java.util.concurrent.CancellationException} is thrown; the iteration can be continued.
 *
 * @param <R> what the function returns
 */
public interface ResultIterator<R extends @Nullable Object> extends Iterator<R> {

    /**
     * The next result, if it is there within this time.
     *
     * @param timeout zero or less does not wait
     * @throws TimeoutException if it is not; the iteration stays where it is, and the call can be repeated
     * @throws NoSuchElementException if there are no more results
     */
    R next(Duration timeout) throws TimeoutException;
}
