package io.threadpoolctl.spring;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
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
        ConfigurationProperty property =
                cause.property() == null ? null : new WrittenProperties(environment).find(cause.property());
        String place = property == null ? "" : " It stands in " + Origin.from(property) + ".";
        return new FailureAnalysis(cause.problem() + place, cause.action(), cause);
    }
}
