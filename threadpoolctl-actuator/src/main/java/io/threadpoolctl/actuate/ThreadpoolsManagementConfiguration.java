package io.threadpoolctl.actuate;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.DispatcherServlet;

/** What the endpoint needs where a servlet container serves it, which may be a server of its own. */
@ManagementContextConfiguration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
public final class ThreadpoolsManagementConfiguration {

    /** For Spring. */
    public ThreadpoolsManagementConfiguration() {}

    @Bean
    UnreadableBodyResolver threadpoolctlUnreadableBodyResolver(ObjectProvider<PathMappedEndpoints> endpoints) {
        return new UnreadableBodyResolver(UnreadableBody.of(endpoints));
    }
}
