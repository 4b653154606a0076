package io.threadpoolctl.actuate;

import io.micrometer.core.instrument.MeterRegistry;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.actuate.measured.Measurements;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Makes the meters of the native thread pools if there is a registry for them. */
@AutoConfiguration(
        afterName = {
            "io.threadpoolctl.spring.ThreadpoolctlAutoConfiguration",
            "io.threadpoolctl.actuate.ThreadpoolsEndpointAutoConfiguration",
            // Spring Boot 3
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.metrics.export.simple.SimpleMetricsExportAutoConfiguration",
            // Spring Boot 4
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnProperty(name = "threadpoolctl.enabled", matchIfMissing = true) // meters look at native code
@ConditionalOnBean(MeterRegistry.class)
@EnableConfigurationProperties(ActuatorProperties.class)
public final class ThreadpoolMetricsAutoConfiguration {

    /** For Spring. */
    public ThreadpoolMetricsAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    ThreadpoolMetrics threadpoolMetrics(
            ObjectProvider<Threadpools> provided,
            ActuatorProperties properties,
            ObjectProvider<Measurements> measurements) {
        Threadpools pools = provided.getIfAvailable(Threadpools::ofProcess);
        return new ThreadpoolMetrics(
                new RecentSnapshot(pools, System::nanoTime),
                properties.scopeTimes() ? pools.measureScopes() : null,
                measurements.getIfAvailable(Measurements::ofThisProcess));
    }
}
