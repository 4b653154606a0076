package io.threadpoolctl.spring;

import io.threadpoolctl.Limits;
import io.threadpoolctl.concurrent.ThreadPool;
import io.threadpoolctl.concurrent.ThreadPoolBuilder;
import java.util.OptionalInt;

/** Makes the pool that {@code threadpoolctl.pool.*} describes, and says what is wrong with that. */
final class WorkerPool {

    private static final String PREFIX = ThreadpoolctlProperties.PREFIX + ".pool.";

    private final LimitProperties limits;

    WorkerPool(LimitProperties limits) {
        this.limits = limits;
    }

    ThreadPool make(ThreadpoolctlProperties properties) {
        ThreadpoolctlProperties.Pool pool = properties.pool();
        ThreadPoolBuilder builder = ThreadPool.builder()
                .processes(processes(pool.processes()))
                .namePrefix(pool.namePrefix())
                .queueCapacity(queueCapacity(pool));
        if (pool.closeTimeout().isNegative()) {
            throw impossible("close-timeout", pool.closeTimeout(), "Give a duration of zero or more, such as \"5s\".");
        }
        builder.closeTimeout(pool.closeTimeout());
        Limits ofWorkers = properties.enabled() ? limits.pool(pool) : Limits.none();
        if (!ofWorkers.isNone() || !properties.enabled()) {
            builder.limits(ofWorkers);
        }
        return builder.build();
    }

    private static int processes(String text) {
        OptionalInt number = LimitText.threads(text);
        int processes = number.orElse(ThreadpoolLimits.SHARE);
        if (processes == ThreadpoolLimits.SHARE) {
            throw impossible(
                    "processes",
                    text,
                    "Give a whole number of workers from 1 on, or \"auto\" for as many as the JVM has processors.");
        }
        return processes == ThreadpoolLimits.AUTO ? Runtime.getRuntime().availableProcessors() : processes;
    }

    private static int queueCapacity(ThreadpoolctlProperties.Pool pool) {
        if (pool.queueCapacity() < 0) {
            throw impossible(
                    "queue-capacity",
                    pool.queueCapacity(),
                    "Give a whole number of calls from 0 on, or leave it away for a queue without a bound.");
        }
        return pool.queueCapacity();
    }

    private static InvalidLimitException impossible(String name, Object value, String action) {
        return new InvalidLimitException(
                "The value \"" + value + "\" of " + PREFIX + name + " is not possible.", action, PREFIX + name);
    }
}
