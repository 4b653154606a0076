package io.threadpoolctl.spring;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.beans.PropertyMatches;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Finds properties below {@code threadpoolctl} that nobody reads, which are typing errors. Environment variables and system
 * properties are let pass: they may be meant for others.
 */
final class UnknownProperties {

    private static final ConfigurationPropertyName PREFIX =
            ConfigurationPropertyName.of(ThreadpoolctlProperties.PREFIX);

    /** Read by the actuator module. */
    private static final String ACTUATOR = "actuator";

    private static final Set<String> FOREIGN_SOURCES = Set.of(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);

    private UnknownProperties() {}

    /** @throws InvalidLimitException for the first one found */
    static void refuse(Environment environment) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable && !isForeign(source)) {
                iterable.stream().filter(PREFIX::isAncestorOf).forEach(name -> check(name, source));
            }
        }
    }

    private static boolean isForeign(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof PropertySource<?> underlying
                && FOREIGN_SOURCES.contains(underlying.getName());
    }

    private static void check(ConfigurationPropertyName name, ConfigurationPropertySource source) {
        Class<?> type = ThreadpoolctlProperties.class;
        for (int i = PREFIX.getNumberOfElements(); i < name.getNumberOfElements(); i++) {
            String element = name.getElement(i, Form.UNIFORM);
            if (i == PREFIX.getNumberOfElements() && element.equals(ACTUATOR)) {
                return;
            }
            Optional<RecordComponent> known = component(type, element);
            if (known.isEmpty()) {
                throw unknown(name, i, type, source);
            }
            type = known.get().getType();
            if (Map.class.isAssignableFrom(type)) {
                return;
            }
        }
    }

    private static Optional<RecordComponent> component(Class<?> type, String uniform) {
        return type.isRecord()
                ? Arrays.stream(type.getRecordComponents())
                        .filter(component ->
                                component.getName().toLowerCase(Locale.ROOT).equals(uniform))
                        .findFirst()
                : Optional.empty();
    }

    private static InvalidLimitException unknown(
            ConfigurationPropertyName name, int index, Class<?> type, ConfigurationPropertySource source) {
        Object value = Optional.ofNullable(source.getConfigurationProperty(name))
                .map(property -> property.getValue())
                .orElse("");
        String parent = name.chop(index).toString();
        return new InvalidLimitException(
                "The property " + name + " with the value \"" + value + "\" is not known.",
                type.isRecord()
                        ? nearest(name.getElement(index, Form.DASHED), type, parent) + known(type, parent)
                        : "Nothing may stand below " + parent + ".",
                name.toString());
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
