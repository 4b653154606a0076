package io.threadpoolctl.concurrent;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link ThreadPool}; all have defaults. A builder is for one thread and can build any number of pools.
 * Bad values are refused with an {@link IllegalArgumentException} that names them.
 */
public final class ThreadPoolBuilder {
    private int processes = Runtime.getRuntime().availableProcessors();
    private @Nullable Runnable initializer;
    private @Nullable Limits limits;
    private @Nullable Limited limited;
    private @Nullable ThreadFactory threadFactory;
    private @Nullable String namePrefix;
    private int queueCapacity = Integer.MAX_VALUE;
    private Duration closeTimeout = Duration.ofSeconds(5);

    ThreadPoolBuilder() {}

    /**
     * The number of workers.
     *
     * @param processes 1 or more; by default {@link Runtime#availableProcessors()}, which in a container is its quota
     */
    public ThreadPoolBuilder processes(int processes) {
        this.processes = atLeast(1, "processes", processes);
        return this;
    }

    /**
     * Code that each worker runs once before its first task, under the pool's limits; none by default. If it throws,
     * in any worker, the pool is broken: what waits and what comes fails with a {@link BrokenPoolException}.
     */
    public ThreadPoolBuilder initializer(Runnable initializer) {
        this.initializer = Objects.requireNonNull(initializer, "initializer");
        return this;
    }

    /** An {@link #initializer(Runnable) initializer} with its argument. */
    public <A extends @Nullable Object> ThreadPoolBuilder initializer(Consumer<? super A> initializer, A argument) {
        Objects.requireNonNull(initializer, "initializer");
        return initializer(() -> initializer.accept(argument));
    }

    /** An {@link #initializer(Runnable) initializer} with its arguments. */
    public <A extends @Nullable Object, B extends @Nullable Object> ThreadPoolBuilder initializer(
            BiConsumer<? super A, ? super B> initializer, A first, B second) {
        Objects.requireNonNull(initializer, "initializer");
        return initializer(() -> initializer.accept(first, second));
    }

    /**
     * The native limits of every worker while it runs a task, a chunk, a callback or the initializer.
     *
     * @param limits by default the available processors divided by the workers, at least 1, for every native pool;
     *     {@link Limits#none()} for no limits
     */
    public ThreadPoolBuilder limits(Limits limits) {
        this.limits = Objects.requireNonNull(limits, "limits");
        return this;
    }

    /** For tests: how workers run code, instead of limits. */
    ThreadPoolBuilder limited(Limited limited) {
        this.limited = limited;
        return this;
    }

    /**
     * Makes the workers' threads; it is called when the pool is built, once for each worker. By default they are daemon
     * threads that inherit no thread locals, and report what nobody catches to the application's default handler or
     * else to the log.
     *
     * @param threadFactory must make platform threads: virtual ones are refused, as native limits per thread would be
     *     lost on them
     */
    public ThreadPoolBuilder threadFactory(ThreadFactory threadFactory) {
        this.threadFactory = Objects.requireNonNull(threadFactory, "threadFactory");
        return this;
    }

    /**
     * The names of the workers' threads, followed by a number that starts at 1. Without effect if there is a
     * {@link #threadFactory}.
     *
     * @param namePrefix by default {@code threadpool-N-worker-}
     */
    public ThreadPoolBuilder namePrefix(String namePrefix) {
        this.namePrefix = Objects.requireNonNull(namePrefix, "namePrefix");
        return this;
    }

    /**
     * How many calls may wait for a worker. One more is refused with a
     * {@link java.util.concurrent.RejectedExecutionException}; nobody is ever blocked.
     *
     * <p>What counts are calls of this pool's methods, not tasks or chunks: a map is one call, however many items it has,
     * and waits as long as any of its chunks does. ({@code invokeAll} and {@code invokeAny} make one call for each task.) A
     * call for which there are free workers does not wait. So {@code processes} calls of one task each may run, and this
     * many more may wait; whoever has got a result finds the worker that computed it free. Tasks that use their own pool need
     * room in it as well.
     *
     * @param queueCapacity 0 or more; with 0 only free workers take calls; by default there is no bound
     */
    public ThreadPoolBuilder queueCapacity(int queueCapacity) {
        this.queueCapacity = atLeast(0, "queueCapacity", queueCapacity);
        return this;
    }

    /**
     * How long {@link ThreadPool#close()} waits for running tasks before it interrupts them.
     *
     * @param closeTimeout zero or more; by default 5 seconds
     */
    public ThreadPoolBuilder closeTimeout(Duration closeTimeout) {
        Objects.requireNonNull(closeTimeout, "closeTimeout");
        if (closeTimeout.isNegative()) {
            throw new IllegalArgumentException("closeTimeout must not be negative, but is " + closeTimeout);
        }
        this.closeTimeout = closeTimeout;
        return this;
    }

    /** Makes the pool and starts its workers. If one cannot be started, none is left behind. */
    public ThreadPool build() {
        WorkerGroup workers = new WorkerGroup(
                processes,
                threadFactory == null ? WorkerThreads.daemons(namePrefix) : threadFactory,
                initializer,
                limited == null ? underLimits() : limited,
                queueCapacity);
        workers.start();
        return ThreadPool.of(workers, closeTimeout);
    }

    private Limited underLimits() {
        int processors = Runtime.getRuntime().availableProcessors();
        return new WorkerLimits(
                Threadpools.ofProcess(), limits == null ? WorkerLimits.sharedBy(processes, processors) : limits);
    }

    private static int atLeast(int least, String name, int value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", but is " + value);
        }
        return value;
    }
}
