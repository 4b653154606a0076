package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.spring.ThreadpoolctlAutoConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/** What the README and what it was parted into show compiles, starts, and prints what they say. */
class SnippetTests {

    private static final Guide BOM = Guide.read("threadpoolctl-bom/pom.xml");

    private static final Guide README = Guide.read("README.md");

    @TempDir
    Path classes = Path.of("set by JUnit");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/without-spring.md"})
    void everyJavaSnippetCompiles(String guide) {
        assertThat(Guide.read(guide).snippets("java"))
                .isNotEmpty()
                .allSatisfy(snippet ->
                        assertThat(JavaSnippet.of(snippet).compile(classes)).isEmpty());
    }

    @Test
    void withoutALoadedLibraryTheReadmesProgramSaysSo() throws IOException, InterruptedException {
        assertThat(JavaSnippet.of(README.snippets("java").get(1)).run(classes)).isEqualToNormalizingNewlines("""
                        42, computed with at most one thread in BLAS
                        No library with a thread pool is loaded, so there was nothing to limit.
                        """);
    }

    @Test
    void scopesAndTheWorkerPoolDoWhatTheirProgramsSay() throws IOException, InterruptedException {
        Guide guide = Guide.read("docs/without-spring.md");
        assertThat(JavaSnippet.of(guide.snippets("java").get(0)).run(classes)).isEqualTo("42, before: {}\n");
        assertThat(JavaSnippet.of(guide.snippets("java").get(1)).run(classes)).isEqualTo("[1, 4, 9]\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/recipes.md"})
    void everyYamlSnippetStartsAnApplication(String guide) throws IOException {
        List<String> snippets = Guide.read(guide).snippets("yaml");
        assertThat(snippets).isNotEmpty();
        for (String snippet : snippets) {
            PropertySource<?> properties = new YamlPropertySourceLoader()
                    .load(guide, new ByteArrayResource(snippet.getBytes(StandardCharsets.UTF_8)))
                    .get(0);
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(ThreadpoolctlAutoConfiguration.class))
                    .withInitializer(context ->
                            context.getEnvironment().getPropertySources().addFirst(properties))
                    .run(context -> assertThat(context).as(snippet).hasNotFailed());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/without-spring.md", "docs/testing.md"})
    void theDependenciesAreThoseOfThisBuild(String guide) {
        String version = version();
        assertThat(Guide.read(guide).snippets("xml")).isNotEmpty().allSatisfy(snippet -> {
            Matcher dependency = Pattern.compile("<artifactId>(.*?)</artifactId>\\s*<version>(.*?)</version>")
                    .matcher(snippet);
            assertThat(dependency.results()).isNotEmpty().allSatisfy(found -> {
                assertThat(BOM.text()).contains("<artifactId>" + found.group(1) + "</artifactId>");
                assertThat(found.group(2)).isEqualTo(version);
            });
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"xgboost-scoring", "webflux-hold", "batch-partitions", "pytorch-virtual-threads"})
    void theExamplesUseTheVersionOfThisBuild(String example) {
        assertThat(Guide.read("examples/" + example + "/pom.xml").text())
                .contains("<threadpoolctl.version>" + version() + "</threadpoolctl.version>");
    }

    private static String version() {
        Matcher version = Pattern.compile("<artifactId>threadpoolctl-bom</artifactId>\\s*<version>(.*?)</version>")
                .matcher(BOM.text());
        assertThat(version.find()).isTrue();
        return version.group(1);
    }
}
