package io.threadpoolctl.actuate;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.DispatcherServlet;

/** What the endpoint needs where it is served, which may be a server of its own. */
@ManagementContextConfiguration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
public final class ThreadpoolsManagementConfiguration {

    private static final EndpointId ENDPOINT = EndpointId.of("threadpools");

    /** For Spring. */
    public ThreadpoolsManagementConfiguration() {}

    @Bean
    UnreadableBodyResolver threadpoolctlUnreadableBodyResolver(ObjectProvider<PathMappedEndpoints> endpoints) {
        return new UnreadableBodyResolver(new UnreadableBody(() -> {
            PathMappedEndpoints mapped = endpoints.getIfAvailable();
            return mapped == null ? null : mapped.getPath(ENDPOINT);
        }));
    }
}
