package io.threadpoolctl.actuate;

import io.threadpoolctl.Threadpools;
import io.threadpoolctl.spring.ConfiguredLimits;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the {@link ThreadpoolsEndpoint} if it is exposed anywhere. */
@AutoConfiguration(afterName = "io.threadpoolctl.spring.ThreadpoolctlAutoConfiguration")
@ConditionalOnAvailableEndpoint(ThreadpoolsEndpoint.class)
@EnableConfigurationProperties(ThreadpoolsEndpointProperties.class)
public final class ThreadpoolsEndpointAutoConfiguration {

    /** For Spring. */
    public ThreadpoolsEndpointAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    ThreadpoolsEndpoint threadpoolsEndpoint(
            ObjectProvider<Threadpools> pools,
            ObjectProvider<Configured> configured,
            ThreadpoolsEndpointProperties properties) {
        return new ThreadpoolsEndpoint(
                pools.getIfAvailable(Threadpools::ofProcess),
                configured.getIfAvailable(() -> Configured.NOTHING),
                properties.showPaths());
    }

    /** What the starter has to tell, if it is there. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ConfiguredLimits.class)
    static class WithStarter {

        @Bean
        @ConditionalOnBean(ConfiguredLimits.class)
        Configured threadpoolctlConfigured(ConfiguredLimits limits) {
            Map<String, Map<String, Object>> profiles = new TreeMap<>();
            limits.profiles().forEach((name, profile) -> profiles.put(name, profile.asMap()));
            return new Configured(limits.defaults().asMap(), limits.process().asMap(), profiles);
        }
    }
}
