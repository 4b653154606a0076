package io.threadpoolctl.spring;

import java.util.function.Supplier;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.core.ResolvableType;

/** Hears that the environment has changed while the application runs: from Spring Cloud, if it is there. */
final class ConfigurationChanges implements GenericApplicationListener {

    /** By name, since this module does without it. */
    private static final String CHANGE = "org.springframework.cloud.context.environment.EnvironmentChangeEvent";

    private final Supplier<ConfigurationUpdate> update;

    /** @param update asked for when something changes, so that an early event drags no other bean along */
    ConfigurationChanges(Supplier<ConfigurationUpdate> update) {
        this.update = update;
    }

    @Override
    public boolean supportsEventType(ResolvableType eventType) {
        for (Class<?> type = eventType.toClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals(CHANGE)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        update.get().run();
    }
}
