package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.spring.ThreadpoolctlAutoConfiguration;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The snippets of the README do what it says. Its shell commands are run by the gate, from the same text. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ReadmeTests {

    private static final Path README = Path.of("..", "README.md");

    private final JsonMapper json = new JsonMapper();

    @LocalServerPort
    private int port;

    @Test
    void everyJavaSnippetCompiles(@TempDir Path classes) throws IOException {
        List<String> snippets = snippets("java");
        assertThat(snippets)
                .isNotEmpty()
                .allSatisfy(snippet -> assertThat(compile(snippet, classes)).isEmpty());
    }

    @Test
    void everyYamlSnippetStartsAnApplication() throws IOException {
        List<String> snippets = snippets("yaml");
        assertThat(snippets).isNotEmpty();
        for (String snippet : snippets) {
            PropertySource<?> properties = new YamlPropertySourceLoader()
                    .load("README.md", new ByteArrayResource(snippet.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                    .get(0);
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(ThreadpoolctlAutoConfiguration.class))
                    .withInitializer(context ->
                            context.getEnvironment().getPropertySources().addFirst(properties))
                    .run(context -> assertThat(context).as(snippet).hasNotFailed());
        }
    }

    @Test
    void theDependenciesAreThoseOfThisBuild() throws IOException {
        String project = Files.readString(Path.of("..", "threadpoolctl-bom", "pom.xml"));
        Matcher version = Pattern.compile("<artifactId>threadpoolctl-bom</artifactId>\\s*<version>(.*?)</version>")
                .matcher(project);
        assertThat(version.find()).isTrue();
        assertThat(snippets("xml")).isNotEmpty().allSatisfy(snippet -> {
            Matcher dependency = Pattern.compile("<artifactId>(.*?)</artifactId>\\s*<version>(.*?)</version>")
                    .matcher(snippet);
            while (dependency.find()) {
                assertThat(project).contains("<artifactId>" + dependency.group(1) + "</artifactId>");
                assertThat(dependency.group(2)).isEqualTo(version.group(1));
            }
        });
    }

    @Test
    void theEndpointAnswersInTheShapeThatIsShown() throws IOException {
        JsonNode shown = json.readTree(snippets("json").get(0));
        JsonNode answered = json.readTree(
                new TestClient(port).get("/actuator/threadpools/blas").body());
        ((ObjectNode) answered.get("measured")).remove("lately"); // there if somebody has asked before
        assertThat(shape(answered)).isEqualTo(shape(shown));
        for (String constant : List.of("prefix", "userApi", "internalApi", "version", "threadingLayer", "reach")) {
            assertThat(answered.get("pools").get(0).get(constant))
                    .isEqualTo(shown.get("pools").get(0).get(constant));
        }
    }

    /** Names of members, of the first element where there are several. */
    private static String shape(JsonNode node) {
        if (node.isArray()) {
            return node.isEmpty() ? "[]" : "[" + shape(node.get(0)) + "]";
        }
        List<String> members = new ArrayList<>();
        new TreeSet<>(node.propertyNames()).forEach(name -> members.add(name + shape(node.get(name))));
        return node.isObject() ? members.toString() : "";
    }

    private static String compile(String source, Path classes) {
        Matcher name = Pattern.compile("public class (\\w+)").matcher(source);
        assertThat(name.find()).as(source).isTrue();
        JavaFileObject file =
                new SimpleJavaFileObject(
                        URI.create("string:///" + name.group(1) + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter output = new StringWriter();
        List<String> options = List.of("-d", classes.toString(), "-proc:none", "-Xlint:-options");
        compiler.getTask(output, null, null, options, null, List.of(file)).call();
        return output.toString();
    }

    private static List<String> snippets(String language) throws IOException {
        Matcher block =
                Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$").matcher(Files.readString(README));
        List<String> snippets = new ArrayList<>();
        while (block.find()) {
            snippets.add(block.group(1));
        }
        return snippets;
    }
}
