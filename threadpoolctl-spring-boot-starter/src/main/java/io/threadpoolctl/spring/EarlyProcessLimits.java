package io.threadpoolctl.spring;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Puts {@code threadpoolctl.process.*} in force before the first bean exists: most native libraries read their environment
 * once, when they are loaded. {@link ProcessLimits} does the same once more, with everything known, and says what is wrong.
 */
final class EarlyProcessLimits implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static @Nullable LimitScope early;

    EarlyProcessLimits() {}

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        try {
            Binder.get(context.getEnvironment())
                    .bind(ThreadpoolctlProperties.PREFIX, ThreadpoolctlProperties.class)
                    .ifBound(EarlyProcessLimits::apply);
        } catch (BindException | InvalidLimitException saidLater) {
            return;
        }
    }

    private static synchronized void apply(ThreadpoolctlProperties properties) {
        boolean asked =
                !properties.process().isEmpty() || !properties.libraries().isEmpty();
        if (properties.enabled() && asked) {
            Threadpools pools = Threadpools.ofProcess();
            Limits limits = new LimitProperties(pools).process(properties);
            takeBack();
            early = pools.limitProcess(limits, "threadpoolctl.process");
        }
    }

    /** To be called when the application's own beans have taken over. */
    static synchronized void takeBack() {
        if (early != null) {
            early.close();
            early = null;
        }
    }
}
