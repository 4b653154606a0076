package io.threadpoolctl.spring;

import io.threadpoolctl.CapturedLimits;
import io.threadpoolctl.Threadpools;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.TaskDecorator;

/** Lets tasks that Spring Boot's executors run take over the limits of the thread that submits them, if asked to. */
@AutoConfiguration(
        after = ThreadpoolctlAutoConfiguration.class,
        beforeName = "org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration")
@ConditionalOnBean(LimitInterceptor.class)
@ConditionalOnProperty(prefix = ThreadpoolctlProperties.PREFIX, name = "propagate-to-tasks", havingValue = "true")
public final class PropagationAutoConfiguration {

    /** Only Spring Boot 4 has it, and only Spring Boot 4 applies several decorators. */
    private static final String BOOT_4 = "org.springframework.boot.EnvironmentPostProcessor";

    /** For Spring. */
    public PropagationAutoConfiguration() {}

    private static TaskDecorator decorator(Threadpools pools, CurrentProperties current) {
        return task -> {
            CapturedLimits captured = current.enabled() ? pools.capture() : null;
            return captured == null ? task : captured.wrap(task); // null from a mock
        };
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = BOOT_4)
    static class BesideOthers {

        /** First, that is innermost. */
        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        TaskDecorator threadpoolctlTaskDecorator(Threadpools pools, CurrentProperties current) {
            return decorator(pools, current);
        }
    }

    /** Spring Boot 3 applies none at all if there are two. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass(BOOT_4)
    static class Alone {

        private static final String NAME = "threadpoolctlTaskDecorator";

        @Bean(NAME)
        @ConditionalOnMissingBean
        TaskDecorator threadpoolctlTaskDecorator(Threadpools pools, CurrentProperties current) {
            return decorator(pools, current);
        }

        @Bean
        @ConditionalOnMissingBean(name = NAME)
        SmartInitializingSingleton threadpoolctlPropagationWarning() {
            return () -> LoggerFactory.getLogger(PropagationAutoConfiguration.class)
                    .warn("threadpoolctl.propagate-to-tasks has no effect: there is another TaskDecorator, and Spring"
                            + " Boot 3 applies none if there are two. Have yours call"
                            + " Threadpools.ofProcess().capture().wrap(task).");
        }
    }
}
