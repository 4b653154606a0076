package io.threadpoolctl.spring;

import java.util.function.Supplier;
import org.springframework.core.task.TaskDecorator;

/** Has each task begin with the limits of the process: its thread may be older than a library, or than a limit. */
record ProcessLimitsDecorator(Supplier<ProcessLimits> limits) implements TaskDecorator {

    @Override
    public Runnable decorate(Runnable task) {
        return () -> {
            limits.get().limitThread();
            task.run();
        };
    }
}
