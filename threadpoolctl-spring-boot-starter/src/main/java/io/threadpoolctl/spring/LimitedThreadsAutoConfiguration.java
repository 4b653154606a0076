package io.threadpoolctl.spring;

import jakarta.servlet.Filter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.task.ThreadPoolTaskExecutorCustomizer;
import org.springframework.boot.task.ThreadPoolTaskSchedulerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.function.SingletonSupplier;

/**
 * Takes the limits of the process to the threads that Spring owns, for libraries in which only a thread itself can set its
 * number: request workers, and, at each task, its executors and schedulers, those of {@code @Async} and {@code @Scheduled}
 * among them.
 */
@AutoConfiguration(after = ThreadpoolctlAutoConfiguration.class)
@ConditionalOnBean(ProcessLimits.class)
public final class LimitedThreadsAutoConfiguration {

    /** For Spring. */
    public LimitedThreadsAutoConfiguration() {}

    /** Static, of infrastructure role and without direct dependencies, because it is made before other beans. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static ProcessLimitsPostProcessor threadpoolctlProcessLimitsPostProcessor(ObjectProvider<ProcessLimits> limits) {
        return new ProcessLimitsPostProcessor(decorator(limits));
    }

    /** For executors that are built and are no beans. */
    @Bean
    ThreadPoolTaskExecutorCustomizer threadpoolctlTaskExecutorCustomizer(ObjectProvider<ProcessLimits> limits) {
        return executor -> ExecutorDecorators.addInnermost(executor, decorator(limits));
    }

    /** For schedulers that are built and are no beans. */
    @Bean
    ThreadPoolTaskSchedulerCustomizer threadpoolctlTaskSchedulerCustomizer(ObjectProvider<ProcessLimits> limits) {
        return scheduler -> ExecutorDecorators.addInnermost(scheduler, decorator(limits));
    }

    private static ProcessLimitsDecorator decorator(ObjectProvider<ProcessLimits> limits) {
        return new ProcessLimitsDecorator(SingletonSupplier.of(limits::getObject));
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Filter.class)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class RequestWorkers {

        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        Filter threadpoolctlRequestWorkerFilter(ProcessLimits limits) {
            return (request, response, chain) -> {
                limits.limitThread();
                chain.doFilter(request, response);
            };
        }
    }
}
