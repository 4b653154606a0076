package io.threadpoolctl.spring;

import io.threadpoolctl.CapturedLimits;
import io.threadpoolctl.Threadpools;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.springframework.core.task.TaskDecorator;

/**
 * Lets tasks take over the limits of the thread that hands them over: for executors of one's own, such as those on which
 * Spring Batch runs the partitions of a step. A task without such limits has those of the process.
 *
 * <pre>{@code
 * executor.setTaskDecorator(new LimitsTaskDecorator());
 * }</pre>
 */
public final class LimitsTaskDecorator implements TaskDecorator {

    private final Threadpools pools;
    private final BooleanSupplier enabled;

    /** Takes over limits of all pools. */
    public LimitsTaskDecorator() {
        this(Threadpools.ofProcess());
    }

    /** As the other, for an application that has the pools as a bean. */
    public LimitsTaskDecorator(Threadpools pools) {
        this(Objects.requireNonNull(pools, "pools"), () -> true);
    }

    /** @param enabled asked at every task, since it may change */
    LimitsTaskDecorator(Threadpools pools, BooleanSupplier enabled) {
        this.pools = pools;
        this.enabled = enabled;
    }

    @Override
    public Runnable decorate(Runnable task) {
        if (!enabled.getAsBoolean()) {
            return task;
        }
        CapturedLimits captured = pools.capture();
        Runnable limited = captured == null ? task : captured.wrap(task); // null from a mock
        return () -> {
            pools.limitThread();
            limited.run();
        };
    }
}
