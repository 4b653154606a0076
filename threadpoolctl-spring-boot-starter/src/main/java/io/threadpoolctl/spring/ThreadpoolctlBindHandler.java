package io.threadpoolctl.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Has a part in how Boot binds what stands below {@code threadpoolctl}, and in nothing else. */
final class ThreadpoolctlBindHandler extends AbstractBindHandler {

    private static final ConfigurationPropertyName PREFIX =
            ConfigurationPropertyName.of(ThreadpoolctlProperties.PREFIX);
    private static final ConfigurationPropertyName ENABLED = PREFIX.append("enabled");

    ThreadpoolctlBindHandler(BindHandler parent) {
        super(parent);
    }

    static boolean isOurs(ConfigurationPropertyName name) {
        return PREFIX.equals(name) || PREFIX.isAncestorOf(name);
    }

    /** An application in which everything is switched off starts whatever is misspelt. */
    @Override
    public void onFinish(
            ConfigurationPropertyName name, Bindable<?> target, BindContext context, @Nullable Object result)
            throws Exception {
        try {
            super.onFinish(name, target, context, result);
        } catch (UnboundConfigurationPropertiesException e) {
            if (!isOurs(name) || isEnabled(context)) {
                throw e;
            }
        }
    }

    private static boolean isEnabled(BindContext context) {
        BindResult<Boolean> enabled = context.getBinder().bind(ENABLED, Bindable.of(Boolean.class));
        return !enabled.isBound() || enabled.get();
    }
}
