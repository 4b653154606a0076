package io.threadpoolctl.spring;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Puts {@code threadpoolctl.process.*} in force before the first bean exists: most native libraries read their environment
 * once, when they are loaded. {@link ProcessLimits} does the same once more, with everything known, and says what is wrong.
 */
final class EarlyProcessLimits implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    EarlyProcessLimits() {}

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        if (!mayBeConfigured(context.getEnvironment())) {
            return; // binding would try each property to find that out
        }
        try {
            Binder.get(context.getEnvironment(), new ThreadpoolctlBindHandler(BindHandler.DEFAULT))
                    .bind(ThreadpoolctlProperties.PREFIX, ThreadpoolctlProperties.class)
                    .ifBound(properties -> apply(properties, context));
        } catch (BindException | InvalidLimitException saidLater) {
            return;
        }
    }

    private static boolean mayBeConfigured(ConfigurableEnvironment environment) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source.containsDescendantOf(ThreadpoolctlBindHandler.PREFIX) != ConfigurationPropertyState.ABSENT) {
                return true;
            }
        }
        return false;
    }

    private static void apply(ThreadpoolctlProperties properties, ConfigurableApplicationContext context) {
        boolean asked =
                !properties.process().isEmpty() || !properties.libraries().isEmpty();
        if (properties.enabled() && asked) {
            Threadpools pools = Threadpools.ofProcess();
            Limits limits = new LimitProperties(pools, context.getEnvironment(), toldLater -> {}).process(properties);
            ContextRequests requests = ContextRequests.of(context.getBeanFactory());
            if (IdleThreads.sleep(properties)) {
                requests.keep(IdleThreads.KEY, pools.letIdleThreadsSleep());
            }
            requests.limitProcess(pools, limits, true);
            // A start that fails before the context is refreshed destroys no beans.
            context.addApplicationListener((ApplicationListener<ApplicationFailedEvent>) failed -> requests.destroy());
        }
    }
}
