package io.threadpoolctl.spring;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What is written below {@code threadpoolctl}, and where: the keys of a map that was bound do not tell. */
final class WrittenProperties {

    private final Environment environment;

    WrittenProperties(Environment environment) {
        this.environment = environment;
    }

    /** @param path a name, of a map with its key behind it as it was bound; of several properties the one that counts */
    @Nullable
    ConfigurationProperty find(String path) {
        String simple = simple(path);
        return all().filter(property -> simple(joined(property.getName())).equals(simple))
                .findFirst()
                .orElse(null);
    }

    /** The path of a limit as somebody wrote it: a number alone stands for every pool. */
    String path(String group, String key) {
        String whole = ThreadpoolctlProperties.PREFIX + "." + group;
        String path = whole + "." + key;
        return key.equals(LimitText.EVERY_POOL) && find(path) == null ? whole : path;
    }

    /** Whether a path ends with the name of a profile, which may be any. */
    static boolean isProfile(String path) {
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(path, '.');
        return ThreadpoolctlBindHandler.PROFILES.isParentOf(name);
    }

    Stream<ConfigurationProperty> variables() {
        return all().filter(WrittenProperties::isVariable);
    }

    static boolean isVariable(ConfigurationProperty property) {
        ConfigurationPropertySource source = property.getSource();
        return source != null && source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
    }

    /** As the environment spells it. */
    static String variable(ConfigurationProperty property) {
        return property.getOrigin() instanceof PropertySourceOrigin origin
                ? origin.getPropertyName()
                : property.getName().toString();
    }

    private Stream<ConfigurationProperty> all() {
        return StreamSupport.stream(
                        ConfigurationPropertySources.get(environment).spliterator(), false)
                .filter(IterableConfigurationPropertySource.class::isInstance)
                .map(IterableConfigurationPropertySource.class::cast)
                .flatMap(source ->
                        source.stream().filter(ThreadpoolctlBindHandler::isOurs).map(source::getConfigurationProperty))
                .filter(Objects::nonNull);
    }

    private static String joined(ConfigurationPropertyName name) {
        return IntStream.range(0, name.getNumberOfElements())
                .mapToObj(i -> name.getElement(i, Form.ORIGINAL))
                .collect(Collectors.joining("."));
    }

    private static String simple(String path) {
        return path.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]", "");
    }
}
