package io.threadpoolctl.spring;

import io.threadpoolctl.Threadpools;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.task.SimpleAsyncTaskExecutorCustomizer;
import org.springframework.boot.task.SimpleAsyncTaskSchedulerCustomizer;
import org.springframework.boot.task.ThreadPoolTaskExecutorCustomizer;
import org.springframework.boot.task.ThreadPoolTaskSchedulerCustomizer;
import org.springframework.context.annotation.Bean;

/** Lets tasks that Spring Boot's executors run take over the limits of the thread that submits them, if asked to. */
@AutoConfiguration(after = ThreadpoolctlAutoConfiguration.class)
@ConditionalOnBean(LimitInterceptor.class)
@ConditionalOnProperty(prefix = ThreadpoolctlProperties.PREFIX, name = "propagate-to-tasks", havingValue = "true")
public final class PropagationAutoConfiguration {

    /** For Spring. */
    public PropagationAutoConfiguration() {}

    /** Beside decorators that are beans: of two beans Spring Boot 3 applies none. */
    @Bean
    ThreadPoolTaskExecutorCustomizer threadpoolctlPropagatingExecutorCustomizer(
            Threadpools pools, CurrentProperties current) {
        return executor -> ExecutorDecorators.addInnermost(executor, new LimitsTaskDecorator(pools, current::enabled));
    }

    @Bean
    SimpleAsyncTaskExecutorCustomizer threadpoolctlPropagatingSimpleExecutorCustomizer(
            Threadpools pools, CurrentProperties current) {
        return executor -> ExecutorDecorators.addInnermost(executor, new LimitsTaskDecorator(pools, current::enabled));
    }

    @Bean
    ThreadPoolTaskSchedulerCustomizer threadpoolctlPropagatingSchedulerCustomizer(
            Threadpools pools, CurrentProperties current) {
        return scheduler ->
                ExecutorDecorators.addInnermost(scheduler, new LimitsTaskDecorator(pools, current::enabled));
    }

    @Bean
    SimpleAsyncTaskSchedulerCustomizer threadpoolctlPropagatingSimpleSchedulerCustomizer(
            Threadpools pools, CurrentProperties current) {
        return scheduler ->
                ExecutorDecorators.addInnermost(scheduler, new LimitsTaskDecorator(pools, current::enabled));
    }
}
