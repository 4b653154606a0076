package io.threadpoolctl.actuate;

import io.threadpoolctl.Threadpools;
import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Makes the {@link ThreadpoolCallersEndpoint} if somebody may read it and it is exposed anywhere. */
@AutoConfiguration(afterName = "io.threadpoolctl.spring.ThreadpoolctlAutoConfiguration")
@ConditionalOnAvailableEndpoint(ThreadpoolCallersEndpoint.class)
@RegisterReflectionForBinding(Problem.class) // a web extension's result does not say that it may be one
public final class ThreadpoolCallersEndpointAutoConfiguration {

    /** For Spring. */
    public ThreadpoolCallersEndpointAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    ThreadpoolCallersEndpoint threadpoolCallersEndpoint(ObjectProvider<Threadpools> pools) {
        return new ThreadpoolCallersEndpoint(pools.getIfAvailable(Threadpools::ofProcess));
    }

    @Bean
    @ConditionalOnMissingBean
    ThreadpoolCallersEndpointWebExtension threadpoolCallersEndpointWebExtension(ThreadpoolCallersEndpoint endpoint) {
        return new ThreadpoolCallersEndpointWebExtension(endpoint);
    }
}
