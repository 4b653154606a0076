package io.threadpoolctl.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/testing.md} shows are the classes in {@code com.example} beside this one, four of them tests. */
class TestingGuideTests {

    private static final Path MODULE = Path.of(System.getProperty("basedir", ""));
    private static final Path GUIDE = MODULE.resolve("../docs/testing.md");
    private static final Path EXAMPLES = MODULE.resolve("src/test/java/com/example");

    @Test
    void everyClassIsOneThatTheBuildRuns() throws IOException {
        List<String> classes = blocks("java");
        assertThat(classes)
                .allSatisfy(source ->
                        assertThat(source).isEqualTo(Files.readString(EXAMPLES.resolve(name(source) + ".java"))));
        assertThat(classes.stream().map(TestingGuideTests::name).filter(name -> name.endsWith("Tests")))
                .hasSize(4);
    }

    @Test
    void theDependencyIsThisModule() throws IOException {
        assertThat(blocks("xml")).singleElement().asString().contains("<artifactId>threadpoolctl-test</artifactId>");
    }

    private static String name(String source) {
        return Pattern.compile("class (\\w+)")
                .matcher(source)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
                .matcher(Files.readString(GUIDE))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }
}
