package io.threadpoolctl.spring;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.threadpoolctl.concurrent.ThreadPool;
import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Measures every worker pool that is a bean, whoever made it. Spring Boot's actuator binds it to the registries. */
@AutoConfiguration(after = WorkerPoolAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(ThreadPool.class)
public final class WorkerPoolMetricsAutoConfiguration {

    /** For Spring. */
    public WorkerPoolMetricsAutoConfiguration() {}

    @Bean
    MeterBinder threadpoolctlWorkerPoolMetrics(Map<String, ThreadPool> pools) {
        return new WorkerPoolMetrics(pools);
    }
}
