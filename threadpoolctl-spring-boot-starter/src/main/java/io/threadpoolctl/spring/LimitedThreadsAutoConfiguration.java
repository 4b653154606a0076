package io.threadpoolctl.spring;

import jakarta.servlet.Filter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.task.ThreadPoolTaskExecutorCustomizer;
import org.springframework.boot.task.ThreadPoolTaskSchedulerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.concurrent.ExecutorConfigurationSupport;

/**
 * Takes the limits of the process to the threads that Spring owns, for libraries in which only a thread itself can set its
 * number: request workers, the executor of {@code @Async} and the scheduler of {@code @Scheduled}.
 */
@AutoConfiguration(after = ThreadpoolctlAutoConfiguration.class)
@ConditionalOnBean(ProcessLimits.class)
public final class LimitedThreadsAutoConfiguration {

    /** For Spring. */
    public LimitedThreadsAutoConfiguration() {}

    /** First, so that a thread factory of somebody else's customizer replaces ours. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ThreadPoolTaskExecutorCustomizer threadpoolctlTaskExecutorCustomizer(ProcessLimits limits) {
        return executor -> limitThreads(executor, limits);
    }

    /** First, so that a thread factory of somebody else's customizer replaces ours. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ThreadPoolTaskSchedulerCustomizer threadpoolctlTaskSchedulerCustomizer(ProcessLimits limits) {
        return scheduler -> limitThreads(scheduler, limits);
    }

    private static void limitThreads(ExecutorConfigurationSupport executor, ProcessLimits limits) {
        executor.setThreadFactory(task -> executor.createThread(() -> {
            limits.limitThread();
            task.run();
        }));
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
