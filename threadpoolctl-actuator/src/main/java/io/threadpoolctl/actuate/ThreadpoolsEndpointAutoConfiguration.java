package io.threadpoolctl.actuate;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.actuate.measured.Measurements;
import io.threadpoolctl.spring.ConfiguredLimits;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the {@link ThreadpoolsEndpoint} if it is exposed anywhere. */
@AutoConfiguration(afterName = "io.threadpoolctl.spring.ThreadpoolctlAutoConfiguration")
@ConditionalOnAvailableEndpoint(ThreadpoolsEndpoint.class)
@EnableConfigurationProperties(ActuatorProperties.class)
@RegisterReflectionForBinding(Problem.class) // a web extension's result does not say that it may be one
public final class ThreadpoolsEndpointAutoConfiguration {

    /** For Spring. */
    public ThreadpoolsEndpointAutoConfiguration() {}

    @Bean
    OperatorCaps threadpoolctlOperatorCaps(ObjectProvider<Threadpools> pools) {
        return new OperatorCaps(pools.getIfAvailable(Threadpools::ofProcess));
    }

    /** One for all who read, so that they see the same. */
    @Bean
    @ConditionalOnMissingBean
    Measurements threadpoolctlMeasurements() {
        return Measurements.ofThisProcess();
    }

    @Bean
    @ConditionalOnMissingBean
    ThreadpoolsEndpoint threadpoolsEndpoint(
            ObjectProvider<Threadpools> pools,
            OperatorCaps caps,
            ObjectProvider<CurrentConfiguration> configuration,
            ActuatorProperties properties,
            Measurements measurements,
            ApplicationEventPublisher events) {
        CurrentConfiguration current = configuration.getIfAvailable(() -> () -> Configured.NOTHING);
        Threadpools ofProcess = pools.getIfAvailable(Threadpools::ofProcess);
        Answers answers = new Answers(ofProcess, current, measurements::get, properties.showPaths());
        return new ThreadpoolsEndpoint(new PoolNames(ofProcess), caps, new CapAudit(events), answers);
    }

    @Bean
    @ConditionalOnMissingBean
    ThreadpoolsEndpointWebExtension threadpoolsEndpointWebExtension(ThreadpoolsEndpoint endpoint) {
        return new ThreadpoolsEndpointWebExtension(endpoint);
    }

    /** What the starter has to tell, if it is there. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ConfiguredLimits.class)
    static class WithStarter {

        @Bean
        @ConditionalOnBean(ConfiguredLimits.class)
        CurrentConfiguration threadpoolctlCurrentConfiguration(ConfiguredLimits limits) {
            return () -> now(limits);
        }

        private static Configured now(ConfiguredLimits limits) {
            String refusal = limits.refusal().orElse(null);
            if (!limits.isEnabled()) {
                return new Configured(false, Map.of(), Map.of(), Map.of(), refusal);
            }
            Map<String, Map<String, Object>> profiles = new TreeMap<>();
            limits.profiles().forEach((name, profile) -> profiles.put(name, asMap(profile)));
            return new Configured(true, asMap(limits.defaults()), asMap(limits.process()), profiles, refusal);
        }

        /** @param limits {@code null} from a mock */
        private static Map<String, Object> asMap(@Nullable Limits limits) {
            return limits == null ? Map.of() : limits.asMap();
        }
    }
}
