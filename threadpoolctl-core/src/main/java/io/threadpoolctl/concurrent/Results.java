package io.threadpoolctl.concurrent;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The results of an {@link ThreadPool#imap imap}, to be read once: by a for loop, by {@link #iterator()} or as a
 * {@link #stream()}.
 *
 * <p>The workers start at once, and stay at most a fixed number of chunks ahead of the reader (four for each worker).
 * They read the input, one after the other, as results are taken; so an input without end needs no more memory than a
 * short one. An input that blocks holds one worker, never the reader of results that are ready.
 *
 * <p>After {@link ThreadPool#shutdown()} the remaining results can still be read, and the pool ends only when they have
 * been. Whoever does not read to the end should therefore {@link #close()} (a stream: close the stream). What nobody
 * refers to any longer is closed by the garbage collector.
 *
 * @param <R> what the function returns
 */
public final class Results<R extends @Nullable Object> implements Iterable<R>, AutoCloseable {
    private final ImapJob<?, R> job;
    private final int order;
    private boolean handedOut;
    private volatile boolean closed;

    Results(ImapJob<?, R> job, boolean ordered) {
        this.job = job;
        this.order = ordered ? Spliterator.ORDERED : 0;
        Forgotten.CLEANER.register(this, job::close);
    }

    /**
     * The reader of these results.
     *
     * @throws IllegalStateException at the second call, {@link #stream()} included: results can be read only once
     */
    @Override
    public ResultIterator<R> iterator() {
        synchronized (this) {
            if (handedOut) {
                throw new IllegalStateException("The results can be read only once");
            }
            handedOut = true;
        }
        return new Reader();
    }

    /**
     * The results as a sequential stream that reads no further than its consumer asks for. Closing it closes these
     * results.
     *
     * @throws IllegalStateException if these results have been handed out already
     */
    public Stream<R> stream() {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator(), order), false)
                .onClose(this::close);
    }

    /** Stops reading the input and drops what has not begun; what runs goes on. No more results. Can be repeated. */
    @Override
    public void close() {
        closed = true;
        job.close();
    }

    /** An inner class, so that who has the reader has the results, and nothing is closed while it is being read. */
    private final class Reader implements ResultIterator<R> {
        private @Nullable Chunk<R> chunk;

        @Override
        public boolean hasNext() {
            try {
                return fetch(Deadline.NEVER);
            } catch (TimeoutException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public R next() {
            if (!hasNext()) {
                throw new NoSuchElementException("No more results");
            }
            return read();
        }

        @Override
        public R next(Duration timeout) throws TimeoutException {
            if (!fetch(Deadline.in(timeout))) {
                throw new NoSuchElementException("No more results");
            }
            return read();
        }

        private boolean fetch(Deadline deadline) throws TimeoutException {
            try {
                if (closed || chunk == null || chunk.isRead()) {
                    chunk = null;
                    chunk = job.take(deadline);
                }
                return chunk != null;
            } catch (InterruptedException e) {
                throw Interrupts.asUnchecked(e);
            } finally {
                Reference.reachabilityFence(Results.this);
            }
        }

        private R read() {
            if (chunk == null) {
                throw new NoSuchElementException("No more results");
            }
            return chunk.read();
        }
    }
}
