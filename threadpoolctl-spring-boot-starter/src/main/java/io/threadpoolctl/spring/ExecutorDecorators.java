package io.threadpoolctl.spring;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeansException;
import org.springframework.beans.ConfigurablePropertyAccessor;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.core.task.TaskDecorator;

/**
 * Adds to what an executor of Spring does around each task, and leaves what it does already. These have one decorator and do
 * not tell which, so it is read from the field, which has the same name in all of them.
 */
final class ExecutorDecorators {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutorDecorators.class);
    static final String FIELD = "taskDecorator";

    private ExecutorDecorators() {}

    /** Adds one that runs inside those which are there, unless there is one of its class. */
    static void addInnermost(Object executor, TaskDecorator added) {
        try {
            ConfigurablePropertyAccessor fields = PropertyAccessorFactory.forDirectFieldAccess(executor);
            TaskDecorator there = (TaskDecorator) fields.getPropertyValue(FIELD);
            if (!contains(there, added)) {
                fields.setPropertyValue(FIELD, there == null ? added : new Both(there, added));
            }
        } catch (BeansException | ClassCastException ofAnotherSpring) {
            LOG.warn("{} does not take over limits: its task decorator cannot be found.", executor, ofAnotherSpring);
        }
    }

    private static boolean contains(@Nullable TaskDecorator there, TaskDecorator added) {
        return there instanceof Both both
                ? contains(both.outer, added) || contains(both.inner, added)
                : there != null && there.getClass() == added.getClass();
    }

    private record Both(TaskDecorator outer, TaskDecorator inner) implements TaskDecorator {
        @Override
        public Runnable decorate(Runnable task) {
            return outer.decorate(inner.decorate(task));
        }
    }
}
