package io.threadpoolctl.spring;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.BoundConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ApplicationContext;

/**
 * Says which environment variables look like ours and are read by nobody. They stop nothing, since they may be meant for
 * others: Kubernetes makes some for each service.
 */
final class UnreadVariables implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadVariables.class);

    private final ApplicationContext context;
    private final boolean enabled;
    private final Set<String> ignored = new TreeSet<>();

    UnreadVariables(ApplicationContext context, boolean enabled) {
        this.context = context;
        this.enabled = enabled;
    }

    /** Takes note of one that was bound and means nothing. */
    void ignore(ConfigurationProperty variable) {
        ignored.add(WrittenProperties.variable(variable));
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (!enabled) {
            return;
        }
        Set<String> bound = bound();
        new WrittenProperties(context.getEnvironment())
                .variables()
                .filter(variable -> !ThreadpoolctlBindHandler.isLimits(variable.getName()))
                .filter(variable -> !bound.contains(letters(variable.getName())))
                .forEach(this::ignore);
        if (!ignored.isEmpty()) {
            LOG.warn(
                    "threadpoolctl knows nothing of these environment variables, and ignores them: {}. A misspelt one has"
                            + " no effect. Those that Kubernetes makes for a service of that name stay away with"
                            + " enableServiceLinks: false.",
                    String.join(", ", ignored));
        }
    }

    private Set<String> bound() {
        BoundConfigurationProperties properties = BoundConfigurationProperties.get(context);
        return properties == null
                ? Set.of()
                : properties.getAll().keySet().stream()
                        .map(UnreadVariables::letters)
                        .collect(Collectors.toSet());
    }

    /** An underscore of a variable may stand for a dot, a dash or nothing. */
    private static String letters(ConfigurationPropertyName name) {
        return name.toString().replaceAll("[^a-z0-9]", "");
    }
}
