package io.threadpoolctl.spring;

import io.threadpoolctl.Threadpools;
import io.threadpoolctl.concurrent.ThreadPool;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.core.env.Environment;

/**
 * Makes a worker pool if asked to. {@code threadpoolctl.enabled=false} leaves it there, without limits: an application that
 * uses the pool has to start all the same.
 *
 * <p>The pool is an executor, and must not keep Spring Boot from making its own one, nor be mistaken for it.
 */
@AutoConfiguration(after = {ThreadpoolctlAutoConfiguration.class, TaskExecutionAutoConfiguration.class})
@ConditionalOnProperty(prefix = ThreadpoolctlProperties.PREFIX + ".pool", name = "enabled", havingValue = "true")
@EnableConfigurationProperties(ThreadpoolctlProperties.class)
public final class WorkerPoolAutoConfiguration {

    /** For Spring. */
    public WorkerPoolAutoConfiguration() {}

    @Bean
    @Fallback
    @ConditionalOnMissingBean
    ThreadPool threadpoolctlPool(
            ThreadpoolctlProperties properties, ObjectProvider<Threadpools> pools, Environment environment) {
        LimitProperties limits =
                new LimitProperties(pools.getIfAvailable(Threadpools::ofProcess), environment, toldAtStartup -> {});
        return new WorkerPool(limits).make(properties);
    }
}
