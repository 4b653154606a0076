package io.threadpoolctl.spring;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Takes the limits of the process to each task of the executors and schedulers that are beans, whoever has made them. */
final class ProcessLimitsPostProcessor implements BeanPostProcessor {

    private final ProcessLimitsDecorator decorator;

    ProcessLimitsPostProcessor(ProcessLimitsDecorator decorator) {
        this.decorator = decorator;
    }

    /** Before they are initialised, since some look for a decorator then only. */
    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof ThreadPoolTaskExecutor
                || bean instanceof ThreadPoolTaskScheduler
                || bean instanceof SimpleAsyncTaskExecutor
                || bean instanceof ConcurrentTaskExecutor) {
            ExecutorDecorators.addInnermost(bean, decorator);
        }
        return bean;
    }
}
