package io.threadpoolctl.actuate;

import io.threadpoolctl.ThreadpoolsSnapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows file paths, or shows file names in their place. */
final class Paths {

    /** An absolute path in a text; its file name is the group. */
    private static final Pattern ANY =
            Pattern.compile("(?<![\\w/:.])(?:[A-Za-z]:)?[/\\\\](?:[^/\\\\\\s\"'(),;]+[/\\\\])+([^/\\\\\\s\"'(),;]+)");

    private final @Nullable List<String> hidden;

    private Paths(@Nullable List<String> hidden) {
        this.hidden = hidden;
    }

    static Paths shown() {
        return new Paths(null);
    }

    /**
     * Hides every path: those that this snapshot knows of, the longest first, since one may be the beginning of another, and
     * whatever else looks like one.
     */
    static Paths hidden(ThreadpoolsSnapshot snapshot) {
        return new Paths(Stream.concat(
                        snapshot.pools().stream().map(pool -> pool.library().filepath()),
                        snapshot.warnings().stream()
                                .map(warning -> warning.library())
                                .filter(Objects::nonNull))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    /** The path, unless it is hidden. */
    @Nullable
    String field(String path) {
        return hidden == null ? path : null;
    }

    /** A text that may speak of paths. */
    String inText(String text) {
        if (hidden == null) {
            return text;
        }
        String result = text;
        for (String path : hidden) {
            result = result.replace(path, fileName(path));
        }
        return ANY.matcher(result).replaceAll("$1");
    }

    private static String fileName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
