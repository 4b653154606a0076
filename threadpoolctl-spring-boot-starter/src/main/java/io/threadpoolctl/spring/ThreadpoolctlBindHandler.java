package io.threadpoolctl.spring;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.convert.ConversionException;

/**
 * Has a part in how Boot binds what stands below {@code threadpoolctl}, and in nothing else: a number where there are limits
 * by name stands for every pool, as {@code process: 2}, also beside names.
 */
final class ThreadpoolctlBindHandler extends AbstractBindHandler {

    static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of(ThreadpoolctlProperties.PREFIX);
    private static final ConfigurationPropertyName ENABLED = PREFIX.append("enabled");
    static final ConfigurationPropertyName PROFILES = PREFIX.append("profiles");
    private static final Set<ConfigurationPropertyName> LIMITS = Set.of(
            PREFIX.append("defaults"),
            PREFIX.append("process"),
            PREFIX.append("libraries"),
            PREFIX.append("pool.limits"));

    ThreadpoolctlBindHandler(BindHandler parent) {
        super(parent);
    }

    static boolean isOurs(ConfigurationPropertyName name) {
        return PREFIX.equals(name) || PREFIX.isAncestorOf(name);
    }

    /** Whether limits by name stand there. */
    static boolean isLimits(ConfigurationPropertyName name) {
        return LIMITS.contains(name) || PROFILES.isParentOf(name);
    }

    @Override
    public @Nullable Object onSuccess(
            ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
        Object limits = result instanceof Map<?, ?> map && isLimits(name) ? withEveryPool(map, name, context) : result;
        return super.onSuccess(name, target, context, limits);
    }

    @Override
    public @Nullable Object onFailure(
            ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) throws Exception {
        return error instanceof ConversionException && (isLimits(name) || PROFILES.equals(name))
                ? super.onSuccess(name, target, context, withEveryPool(Map.of(), name, context))
                : super.onFailure(name, target, context, error);
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

    private static Map<Object, Object> withEveryPool(
            Map<?, ?> limits, ConfigurationPropertyName name, BindContext context) {
        Map<Object, Object> all = new LinkedHashMap<>(limits);
        String number = everyPool(name, context);
        if (!number.isBlank()) {
            all.put(LimitText.EVERY_POOL, number);
        }
        return all;
    }

    /** Empty if there is no number, or one that is given for every pool by name is stronger. */
    private static String everyPool(ConfigurationPropertyName name, BindContext context) {
        for (ConfigurationPropertySource source : context.getSources()) {
            if (source.getConfigurationProperty(name.append(LimitText.EVERY_POOL)) != null) {
                break;
            }
            if (source.getConfigurationProperty(name) != null) {
                return context.getBinder().bind(name, Bindable.of(String.class)).get();
            }
        }
        return "";
    }
}
