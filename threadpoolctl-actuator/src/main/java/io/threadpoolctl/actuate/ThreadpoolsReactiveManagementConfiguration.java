package io.threadpoolctl.actuate;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.DispatcherHandler;

/** What the endpoint needs where WebFlux serves it, which may be a server of its own. */
@ManagementContextConfiguration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(DispatcherHandler.class)
public final class ThreadpoolsReactiveManagementConfiguration {

    /** For Spring. */
    public ThreadpoolsReactiveManagementConfiguration() {}

    @Bean
    UnreadableBodyHandler threadpoolctlUnreadableBodyHandler(ObjectProvider<PathMappedEndpoints> endpoints) {
        return new UnreadableBodyHandler(UnreadableBody.of(endpoints));
    }
}
