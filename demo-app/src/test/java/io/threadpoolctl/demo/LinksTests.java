package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links of the documentation within the project lead somewhere. */
class LinksTests {

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");

    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$");

    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    @ParameterizedTest
    @MethodSource("guides")
    void everyLinkLeadsToAFileAndAHeadingInIt(Guide guide) {
        Path place = Guide.ROOT.resolve(guide.path());
        assertThat(LINK.matcher(CODE.matcher(guide.text()).replaceAll("")).results())
                .allSatisfy(link -> {
                    Path target = link.group(1).isEmpty() ? place : place.resolveSibling(link.group(1));
                    assertThat(target).exists();
                    if (link.group(2) != null) {
                        assertThat(headings(target)).contains(link.group(2));
                    }
                });
    }

    static Stream<Guide> guides() throws IOException {
        try (Stream<Path> files = Stream.of("", "docs", "benchmarks", "examples")
                .map(Guide.ROOT::resolve)
                .filter(Files::isDirectory)
                .flatMap(LinksTests::children)) {
            return files
                    .filter(file -> file.toString().endsWith(".md"))
                    .map(file -> Guide.read(Guide.ROOT.relativize(file).toString()))
                    .toList()
                    .stream();
        }
    }

    private static Stream<Path> children(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** As GitHub names them. */
    private static Set<String> headings(Path file) throws IOException {
        return HEADING.matcher(CODE.matcher(Files.readString(file)).replaceAll(""))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}\\s_-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
