package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.concurrent.ThreadPool;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/** What {@code docs/spring.md} says is so. */
class SpringGuideTests {

    private static final Path GUIDE = Path.of(System.getProperty("basedir", ""), "..", "docs", "spring.md");

    private final String guide = read();

    @Test
    void everyPropertyIsThereWithItsDefaultAndNoOther() {
        Map<String, String> defaults = new TreeMap<>();
        new ConfigurationMetadataTests().properties().forEach(property -> {
            boolean map = String.valueOf(property.get("type")).startsWith("java.util.Map");
            boolean absent = property.get("defaultValue") == null;
            defaults.put(inGuide(property), map ? "" : absent ? "as found" : "`" + property.get("defaultValue") + "`");
        });
        Map<String, String> told = new TreeMap<>();
        table("## Properties").forEach((name, text) -> told.put(name, name.contains("*") ? "" : text));
        assertThat(told).isEqualTo(defaults);
    }

    @Test
    void everyAttributeOfTheAnnotationIsThere() {
        assertThat(table("## The annotation"))
                .containsOnlyKeys(Stream.of(ThreadpoolLimits.class.getDeclaredMethods())
                        .map(method -> "`" + method.getName() + "`")
                        .toList());
    }

    @Test
    void everyJavaSnippetCompiles(@TempDir Path classes) {
        assertThat(snippets("java"))
                .hasSize(6)
                .allSatisfy(snippet -> assertThat(compile(snippet, classes)).isEmpty());
    }

    @Test
    void everyYamlSnippetStartsAnApplication() throws IOException {
        List<String> snippets = snippets("yaml");
        assertThat(snippets).hasSize(2);
        for (String snippet : snippets) {
            PropertySource<?> properties = new YamlPropertySourceLoader()
                    .load("spring.md", new ByteArrayResource(snippet.getBytes(StandardCharsets.UTF_8)))
                    .get(0);
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(
                            ThreadpoolctlAutoConfiguration.class, WorkerPoolAutoConfiguration.class))
                    .withInitializer(context ->
                            context.getEnvironment().getPropertySources().addFirst(properties))
                    .run(context -> assertThat(context.getBeansOfType(ThreadPool.class))
                            .hasSize(snippet.contains("pool:") ? 1 : 0));
        }
    }

    @Test
    void theWeaverIsPointedToAFileThatExists() {
        Matcher file = Pattern.compile("loadtime\\.configuration=(\\S+)").matcher(guide);
        assertThat(file.find()).isTrue();
        assertThat(ThreadpoolLimitsAspect.class.getResource("/" + file.group(1)))
                .isNotNull();
    }

    /** Maps are shown with what stands below them. */
    private static String inGuide(Map<String, Object> property) {
        String type = String.valueOf(property.get("type"));
        String below = type.contains("Map<java.lang.String,java.util.Map") ? ".NAME.*" : ".*";
        return "`" + property.get("name") + (type.startsWith("java.util.Map") ? below : "") + "`";
    }

    /** First and second column of the first table below a heading. */
    private Map<String, String> table(String heading) {
        Map<String, String> rows = new LinkedHashMap<>();
        guide.lines()
                .dropWhile(line -> !line.equals(heading))
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> line.split("\\|"))
                .forEach(columns -> rows.put(columns[1].strip(), columns[2].strip()));
        return rows;
    }

    private List<String> snippets(String language) {
        Matcher block =
                Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$").matcher(guide);
        List<String> snippets = new ArrayList<>();
        while (block.find()) {
            snippets.add(block.group(1));
        }
        return snippets;
    }

    private static String compile(String source, Path classes) {
        Matcher name = Pattern.compile("public (?:class|@interface) (\\w+)").matcher(source);
        assertThat(name.find()).as(source).isTrue();
        URI uri = URI.create("string:///" + name.group(1) + ".java");
        JavaFileObject file = new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        StringWriter output = new StringWriter();
        List<String> options = List.of("-d", classes.toString(), "-proc:none", "-Xlint:-options");
        ToolProvider.getSystemJavaCompiler()
                .getTask(output, null, null, options, null, List.of(file))
                .call();
        return output.toString();
    }

    private static String read() {
        try {
            return Files.readString(GUIDE);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
