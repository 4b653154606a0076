package io.threadpoolctl.actuate;

import io.threadpoolctl.Threadpools;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorFallback;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Adds the pools to {@code /actuator/info} if {@code management.info.threadpools.enabled} is true. */
@AutoConfiguration(afterName = "io.threadpoolctl.spring.ThreadpoolctlAutoConfiguration")
public final class ThreadpoolsInfoAutoConfiguration {

    /** For Spring. */
    public ThreadpoolsInfoAutoConfiguration() {}

    @Bean
    @ConditionalOnEnabledInfoContributor(value = "threadpools", fallback = InfoContributorFallback.DISABLE)
    ThreadpoolsInfoContributor threadpoolsInfoContributor(ObjectProvider<Threadpools> pools) {
        return new ThreadpoolsInfoContributor(pools.getIfAvailable(Threadpools::ofProcess));
    }
}
