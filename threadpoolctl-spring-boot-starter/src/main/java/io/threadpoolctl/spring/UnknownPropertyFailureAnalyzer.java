package io.threadpoolctl.spring;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.PropertyMatches;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says which property below {@code threadpoolctl} nobody reads, and which one was probably meant. Goes before Boot's own. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnknownPropertyFailureAnalyzer extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnboundConfigurationPropertiesException cause) {
        BindException binding = findCause(rootFailure, BindException.class);
        if (binding == null || !ThreadpoolctlBindHandler.isOurs(binding.getName())) {
            return null;
        }
        ConfigurationPropertyName root = binding.getName();
        Class<?> type = binding.getTarget().getType().resolve(Object.class);
        Set<ConfigurationProperty> unknown = cause.getUnboundProperties();
        return new FailureAnalysis(
                sentences(unknown, UnknownPropertyFailureAnalyzer::problem),
                sentences(unknown, property -> action(property.getName(), root, type)),
                cause);
    }

    private static String sentences(
            Set<ConfigurationProperty> properties, Function<ConfigurationProperty, String> sentence) {
        return properties.stream().map(sentence).distinct().collect(Collectors.joining(System.lineSeparator()));
    }

    private static String problem(ConfigurationProperty property) {
        return "The property " + property.getName() + " with the value \"" + property.getValue() + "\" is not known."
                + (property.getOrigin() == null ? "" : " It stands in " + property.getOrigin() + ".");
    }

    private static String action(ConfigurationPropertyName name, ConfigurationPropertyName root, Class<?> rootType) {
        Class<?> type = rootType;
        for (int i = root.getNumberOfElements(); i < name.getNumberOfElements(); i++) {
            Optional<RecordComponent> known = component(type, name.getElement(i, Form.UNIFORM));
            if (known.isEmpty()) {
                String parent = name.chop(i).toString();
                return type.isRecord()
                        ? nearest(name.getElement(i, Form.DASHED), type, parent) + known(type, parent)
                        : "Nothing may stand below " + parent + ".";
            }
            type = known.get().getType();
        }
        return "Take it away.";
    }

    private static Optional<RecordComponent> component(Class<?> type, String uniform) {
        return type.isRecord()
                ? Arrays.stream(type.getRecordComponents())
                        .filter(component ->
                                component.getName().toLowerCase(Locale.ROOT).equals(uniform))
                        .findFirst()
                : Optional.empty();
    }

    private static String nearest(String element, Class<?> type, String parent) {
        String[] matches = PropertyMatches.forField(camelCase(element), type).getPossibleMatches();
        return matches.length == 0 ? "" : "Did you mean " + parent + "." + dashed(matches[0]) + "? ";
    }

    private static String known(Class<?> type, String parent) {
        String names = Arrays.stream(type.getRecordComponents())
                .map(component -> dashed(component.getName()))
                .sorted()
                .collect(Collectors.joining(", "));
        return "Known below " + parent + " are: " + names + ".";
    }

    private static String camelCase(String dashed) {
        return Pattern.compile("-(.)")
                .matcher(dashed)
                .replaceAll(dash -> dash.group(1).toUpperCase(Locale.ROOT));
    }

    private static String dashed(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
