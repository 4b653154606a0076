package io.threadpoolctl.concurrent;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fixed number of worker threads that live under native limits, with the interface of Python's
 * {@code multiprocessing.pool.ThreadPool}.
 *
 * <pre>{@code
 * try (ThreadPool pool = ThreadPool.create(4)) {
 *     int a = pool.apply(() -> 5 * 5);
 *     List<Integer> squares = pool.map(x -> x * x, List.of(1, 2, 3));
 *     for (int next : pool.imap(x -> x + 1, numbers)) { ... }
 * }
 * }</pre>
 *
 * <p><b>Limits.</b> While a worker runs a task it holds a scope of the pool's limits; by default each worker gets its
 * share of the processors. An idle pool limits nobody.
 *
 * <p><b>Exceptions.</b> {@code apply}, {@code map} and {@code starmap} throw the task's own exception as it was thrown,
 * a checked one too although it is not declared, and errors as well. Nothing a task throws harms its worker. A caller
 * that is interrupted while it waits keeps its interrupted status and gets a
 * {@link java.util.concurrent.CancellationException}; the work it waited for is cancelled.
 *
 * <p><b>The end.</b> There are three ways:
 *
 * <table>
 *   <caption>Ways to end a pool</caption>
 *   <tr><th>here</th><th>in Python</th><th>what waits</th><th>what runs</th></tr>
 *   <tr><td>{@link #shutdown()}</td><td>{@code close()}</td><td>is run</td><td>goes on</td></tr>
 *   <tr><td>{@link #terminate()}</td><td>{@code terminate()}</td><td>is dropped</td><td>goes on</td></tr>
 *   <tr><td>{@link #close()}</td><td>leaving the with-block</td><td>is dropped</td><td>goes on, and is waited for a
 *       bounded time, then interrupted</td></tr>
 * </table>
 *
 * <p>Python's {@code close()} is thus {@code shutdown()} here, the name that it has in every executor service;
 * {@code close()} is what Java calls when a try-with-resources block is left. (The {@code close()} that executor
 * services have by default since Java 19 would run what waits, and wait for it without a bound; this one does neither,
 * like Python's.) After any of them new work is
 * refused with an {@link IllegalStateException}, by the methods of {@code ExecutorService} with a
 * {@link RejectedExecutionException}, as their contract demands. Whoever waits for work that was dropped gets a
 * {@code CancellationException}. A pool that nobody refers to any longer is shut down by the garbage collector, with a
 * warning. The workers are daemons: an open pool does not keep the JVM alive.
 *
 * <p><b>Tasks that wait for tasks.</b> A task may use its own pool. A worker that waits for a result of its own pool
 * runs that work itself unless another worker has begun it, so even a pool of one does not deadlock. What a pool of one
 * cannot do: a task that waits for another one in some other way (a latch, a queue, a timed wait, a future derived from
 * the result) waits for a worker that it occupies itself.
 *
 * <p>All methods may be called by any thread. Null is refused, but for callbacks and as an item, an argument or a result.
 */
public final class ThreadPool extends PoolStarmaps implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ThreadPool.class);

    private final Duration closeTimeout;

    private ThreadPool(WorkerGroup workers, Duration closeTimeout) {
        super(workers);
        this.closeTimeout = closeTimeout;
    }

    /** A pool with as many workers as there are available processors. */
    public static ThreadPool create() {
        return builder().build();
    }

    /**
     * A pool with this many workers.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public static ThreadPool create(int processes) {
        return builder().processes(processes).build();
    }

    /** For everything else that can be chosen. */
    public static ThreadPoolBuilder builder() {
        return new ThreadPoolBuilder();
    }

    static ThreadPool of(WorkerGroup workers, Duration closeTimeout) {
        ThreadPool pool = new ThreadPool(workers, closeTimeout);
        Forgotten.CLEANER.register(pool, new Forgotten(workers, log));
        return pool;
    }

    // One task

    /**
     * Runs a task in a worker and waits for its result.
     *
     * @throws IllegalStateException if the pool does not run
     * @throws RejectedExecutionException if the queue is full
     */
    public <T extends @Nullable Object> T apply(Callable<? extends T> task) {
        return this.<T>addTask(task, Callbacks.none()).awaitOrCancel();
    }

    /**
     * Hands a task to the workers.
     *
     * @throws IllegalStateException if the pool does not run
     * @throws RejectedExecutionException if the queue is full
     */
    public <T extends @Nullable Object> AsyncResult<T> applyAsync(Callable<? extends T> task) {
        return addTask(task, Callbacks.none());
    }

    /** {@link #applyAsync(Callable, Consumer, Consumer)} without an error callback. */
    public <T extends @Nullable Object> AsyncResult<T> applyAsync(
            Callable<? extends T> task, @Nullable Consumer<? super T> callback) {
        return applyAsync(task, callback, null);
    }

    /**
     * Hands a task to the workers. One of the callbacks is called once, by the worker and under its limits, before the
     * result becomes ready; for a task that is dropped it is the error callback, called by whoever ends the pool. If
     * the result is completed from outside, none is called. What a callback throws goes to the uncaught exception
     * handler of its thread and changes nothing else.
     *
     * @param callback called with the result; may be null
     * @param errorCallback called with what the task threw; may be null
     * @throws IllegalStateException if the pool does not run
     * @throws RejectedExecutionException if the queue is full
     */
    public <T extends @Nullable Object> AsyncResult<T> applyAsync(
            Callable<? extends T> task,
            @Nullable Consumer<? super T> callback,
            @Nullable Consumer<? super Throwable> errorCallback) {
        return addTask(task, new Callbacks<>(callback, errorCallback));
    }

    // The end

    /**
     * Takes no more work and drops what is waiting: whoever waits for it gets a
     * {@link java.util.concurrent.CancellationException}. Running tasks go on, then the workers end. Does not wait: see
     * {@link #join()}. Can be repeated, and may follow {@link #shutdown()}.
     *
     * <p>A runnable given to {@link #execute} has no result that could fail. If it is a {@code Future} it is cancelled;
     * but other futures that stand behind it, such as that of {@code CompletableFuture.supplyAsync(code, pool)}, never
     * complete. {@link #applyAsync(Callable)} has no such gap.
     */
    public void terminate() {
        workers.terminate();
    }

    /**
     * {@linkplain #terminate() Terminates} the pool and waits until its workers have ended, but no longer than
     * {@link ThreadPoolBuilder#closeTimeout(Duration)}, 5 seconds by default; then what still runs is interrupted and a
     * warning is logged. If the caller is interrupted, what runs is interrupted at once; the caller goes on waiting, no
     * longer than before, and keeps its interrupted status. Called by one of the pool's own tasks it does not wait. Can be
     * repeated.
     */
    @Override
    public void close() {
        workers.close(Deadline.in(closeTimeout), log);
    }

    /**
     * Waits until all workers have ended.
     *
     * @throws IllegalStateException if the pool has not been shut down, terminated or closed before, or the caller is one
     *     of its own workers
     * @throws java.util.concurrent.CancellationException if the caller is interrupted, which keeps its interrupted status
     */
    public void join() {
        boolean ended = join(Deadline.NEVER);
        assert ended;
    }

    /**
     * Like {@link #join()}, but no longer than this.
     *
     * @param timeout zero or less does not wait
     * @return whether all workers have ended
     */
    public boolean join(Duration timeout) {
        return join(Deadline.in(timeout));
    }

    private boolean join(Deadline deadline) {
        if (workers.queue.isOpen()) {
            throw new IllegalStateException("Pool is still running: call shutdown(), terminate() or close() before");
        }
        if (workers.includesCaller()) {
            throw new IllegalStateException("A worker cannot wait for the end of its own pool");
        }
        try {
            return workers.awaitEnd(deadline);
        } catch (InterruptedException e) {
            throw Interrupts.asUnchecked(e);
        }
    }

    // Numbers, for metrics

    /** How many workers the pool has. */
    public int processes() {
        return workers.size();
    }

    /** How many workers are busy at this moment. */
    public int activeWorkers() {
        return workers.activeWorkers();
    }

    /** How many tasks and chunks are waiting for a worker at this moment; a queue's capacity counts calls instead. */
    public int queuedTasks() {
        return workers.queue.waitingParts();
    }

    /** How many tasks and chunks have been run, whatever their outcome. */
    public long completedTasks() {
        return workers.completedParts();
    }

    @Override
    public String toString() {
        return "ThreadPool[" + workers + "]";
    }
}
