package io.threadpoolctl.spring;

import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;

/** Says what is wrong with a limit, and where it stands. */
final class ThreadpoolctlFailureAnalyzer extends AbstractFailureAnalyzer<InvalidLimitException> {

    private final Environment environment;

    ThreadpoolctlFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidLimitException cause) {
        Origin origin = cause.property() == null ? null : origin(cause.property());
        String description = cause.problem() + (origin == null ? "" : " It stands in " + origin + ".");
        return new FailureAnalysis(description, cause.action(), cause);
    }

    private @Nullable Origin origin(String property) {
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
        return StreamSupport.stream(
                        ConfigurationPropertySources.get(environment).spliterator(), false)
                .map(source -> source.getConfigurationProperty(name))
                .filter(Objects::nonNull)
                .findFirst()
                .map(Origin::from)
                .orElse(null);
    }
}
