package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;

/** What an IDE is told, against the properties that exist. */
class ConfigurationMetadataTests {

    /** Beside the names of a map, and without a default. */
    private static final String IDLE_THREADS = "threadpoolctl.process.idle-threads";

    private final Map<String, Object> metadata = read("spring-configuration-metadata.json");

    @Test
    void everyPropertyIsListedAndNoOther() {
        assertThat(properties()).extracting("name").containsExactlyInAnyOrderElementsOf(expected());
    }

    @Test
    void everyPropertyIsDescribed() {
        assertThat(properties())
                .allSatisfy(property -> assertThat((String) property.get("description"))
                        .isNotBlank()
                        .endsWith("."));
    }

    @Test
    void everyPropertyButMapsHasItsDefault() {
        assertThat(properties())
                .filteredOn(property -> !String.valueOf(property.get("type")).startsWith("java.util.Map")
                        && !IDLE_THREADS.equals(property.get("name")))
                .hasSize(15)
                .allSatisfy(property -> assertThat(property).containsKey("defaultValue"));
    }

    @Test
    void everyHintIsAboutAPropertyThatExists() {
        assertThat(list("hints"))
                .isNotEmpty()
                .allSatisfy(hint -> assertThat(
                                ((String) Objects.requireNonNull(hint.get("name"))).replaceAll("\\.(keys|values)$", ""))
                        .isIn(expected()));
    }

    private static List<String> expected() {
        return Stream.concat(
                        Stream.of(IDLE_THREADS), names(ThreadpoolctlProperties.PREFIX, ThreadpoolctlProperties.class))
                .filter(name -> !name.startsWith("threadpoolctl.actuator.")) // told by the module that reads them
                .toList();
    }

    private static Stream<String> names(String prefix, Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .flatMap(component -> component.getType().isRecord()
                        ? names(name(prefix, component), component.getType())
                        : Stream.of(name(prefix, component)));
    }

    private static String name(String prefix, RecordComponent component) {
        return prefix + "." + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }

    List<Map<String, Object>> properties() {
        return list("properties");
    }

    @SuppressWarnings("unchecked") // the shape that Spring Boot documents
    private List<Map<String, Object>> list(String name) {
        return (List<Map<String, Object>>) Objects.requireNonNull(metadata.get(name));
    }

    private static Map<String, Object> read(String name) {
        URL resource = ThreadpoolctlProperties.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation();
        try {
            Path file = Path.of(resource.toURI()).resolve("META-INF").resolve(name);
            return JsonParserFactory.getJsonParser().parseMap(Files.readString(file));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
