package io.threadpoolctl.spring;

import io.threadpoolctl.Threadpools;
import java.util.Objects;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;

/** Reads the configuration of one context as it is now, and refuses what the start would refuse. */
final class ConfigurationReading {

    private final Threadpools pools;
    private final ConfigurableListableBeanFactory beans;
    private final Environment environment;

    ConfigurationReading(Threadpools pools, ConfigurableListableBeanFactory beans, Environment environment) {
        this.pools = pools;
        this.beans = beans;
        this.environment = environment;
    }

    ThreadpoolctlProperties properties() {
        BindHandler strict = new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter());
        return Binder.get(environment, new ThreadpoolctlBindHandler(strict))
                .bindOrCreate(ThreadpoolctlProperties.PREFIX, Bindable.of(ThreadpoolctlProperties.class));
    }

    ConfiguredLimits limits(ThreadpoolctlProperties properties) {
        return new LimitProperties(pools, environment, toldAtStartup -> {}).read(properties);
    }

    /** What of these, or of the parent that the bean comes from, annotations are read with. */
    AnnotationReader annotations(ConfiguredLimits limits) {
        return new AnnotationReader(pools, limits, this::withoutPlaceholders);
    }

    /** Whether the context has a bean of its own for what is configured, and not its parent's. */
    boolean hasOwnLimits() {
        return beans.getBeanNamesForType(ConfiguredLimits.class, true, false).length > 0;
    }

    String wordsFor(Throwable failure) {
        return StartupWords.of(failure, beans, environment);
    }

    private String withoutPlaceholders(String text) {
        return Objects.requireNonNullElse(beans.resolveEmbeddedValue(text), "");
    }
}
