package io.threadpoolctl.own;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What {@code docs/own-library.md} shows is what the tests run. Each block of code stands below a comment that names its
 * file, or a part of it: {@code <!-- path/of/file#part -->} is what stands between the lines {@code // [part]} and {@code
 * // [/part]}.
 */
class GuideTests {

    private static final Path ROOT = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolve("..")
            .normalize();

    private static final Pattern BLOCK = Pattern.compile("(?ms)^<!-- (\\S+?)(?:#(\\w+))? -->\n```\\w+\n(.*?)^```$");

    @Test
    void everyBlockOfTheGuideIsTheSourceThatTheTestsRun() throws IOException {
        String guide = Files.readString(ROOT.resolve("docs/own-library.md"));
        List<String> shown = new ArrayList<>();
        Matcher block = BLOCK.matcher(guide);
        while (block.find()) {
            shown.add(block.group(1));
            assertThat(block.group(3)).as(block.group(1)).isEqualTo(source(block.group(1), block.group(2)));
        }
        assertThat(shown).hasSize(6);
        assertThat(guide.lines().filter(line -> line.startsWith("```")))
                .as("blocks without the name of a file are not checked")
                .hasSize(2 * shown.size());
    }

    private static String source(String file, @Nullable String part) throws IOException {
        String text = Files.readString(ROOT.resolve(file));
        if (part == null) {
            return text;
        }
        Matcher lines = Pattern.compile("(?ms)^ *// \\[" + part + "\\]\n(.*?)^ *// \\[/" + part + "\\]$")
                .matcher(text);
        assertThat(lines.find()).as("part %s of %s", part, file).isTrue();
        return lines.group(1).stripTrailing().stripIndent() + "\n";
    }
}
