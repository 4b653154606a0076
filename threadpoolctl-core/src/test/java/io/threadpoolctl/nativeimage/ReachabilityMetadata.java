package io.threadpoolctl.nativeimage;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The file {@code reachability-metadata.json} of the core, as a list of what it allows in the words of {@link ReflectiveUses}. */
final class ReachabilityMetadata {

    static final String FILE = "META-INF/native-image/io.threadpoolctl/threadpoolctl-core/reachability-metadata.json";

    private final Set<String> lines = new TreeSet<>();
    private final Set<String> globs = new TreeSet<>();

    private ReachabilityMetadata(Map<String, Object> json) {
        objects(json.get("reflection")).forEach(this::addType);
        objects(json.get("resources")).forEach(each -> globs.add(text(each, "glob")));
        Map<String, Object> foreign = object(json.getOrDefault("foreign", Map.of()));
        foreign.forEach((kind, calls) -> objects(calls)
                .forEach(call ->
                        lines.add(kind.replaceFirst("s$", "") + " " + text(call, "returnType") + parameters(call))));
    }

    static ReachabilityMetadata ofTheCore() {
        try (InputStream file = Objects.requireNonNull(
                ReachabilityMetadata.class.getResourceAsStream("/" + FILE), FILE + " is missing")) {
            return new ReachabilityMetadata(JSON.std.mapFrom(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything it allows but resources. */
    Set<String> lines() {
        return lines;
    }

    Set<String> globs() {
        return globs;
    }

    boolean covers(String use) {
        return use.startsWith("resource ")
                ? globs.stream().anyMatch(glob -> matches(glob, use.substring("resource ".length())))
                : lines.contains(use);
    }

    static boolean matches(String glob, String resource) {
        return FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(Path.of(resource));
    }

    private void addType(Map<String, Object> entry) {
        if (entry.get("type") instanceof Map<?, ?> proxy) {
            lines.add("proxy "
                    + ((List<?>) Objects.requireNonNull(proxy.get("proxy")))
                            .stream().map(String::valueOf).collect(Collectors.joining(",")));
            return;
        }
        String type = text(entry, "type");
        add(entry, "type " + type);
        objects(entry.get("fields")).forEach(field -> add(entry, "field " + type + "#" + text(field, "name")));
        objects(entry.get("methods"))
                .forEach(method -> add(entry, "method " + type + "#" + text(method, "name") + parameters(method)));
    }

    private void add(Map<String, Object> entry, String line) {
        lines.add(line);
        if (Boolean.TRUE.equals(entry.get("jniAccessible"))) {
            lines.add("jni " + line);
        }
    }

    private static String parameters(Map<String, Object> called) {
        return ((List<?>) Objects.requireNonNull(called.get("parameterTypes")))
                .stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
    }

    private static String text(Map<String, Object> object, String key) {
        return (String) Objects.requireNonNull(object.get(key), key);
    }

    private static List<Map<String, Object>> objects(@Nullable Object list) {
        return list == null
                ? List.of()
                : ((List<?>) list).stream().map(ReachabilityMetadata::object).toList();
    }

    @SuppressWarnings("unchecked") // every object in JSON has text for keys
    private static Map<String, Object> object(Object json) {
        return (Map<String, Object>) json;
    }
}
