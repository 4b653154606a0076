package io.threadpoolctl.nativeimage;

import io.threadpoolctl.natives.CStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.Type;

/** What JNA's own library looks up through JNI, told by an agent in C. */
final class JniLookups {

    /** A part of the name of the file that JNA unpacks its library to. */
    private static final String JNAS_LIBRARY = "/jna";

    private final Path file;

    JniLookups() {
        try {
            file = Files.createTempFile("jni", ".txt");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The options of the {@code java} command. */
    String option() {
        Path java = Path.of(System.getProperty("java.home"), "include");
        String agent =
                CStub.compile("jni_lookups.c", "libjnilookups.so", "-I" + java, "-I" + java.resolve("linux"), "-ldl");
        return "-agentpath:" + agent + "=" + JNAS_LIBRARY + "," + file;
    }

    /** In the words of {@link ReflectiveUses}, with {@code jni} before them. */
    Set<String> lines() {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(JniLookups::line).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(String line) {
        List<String> words = List.of(line.split("[ #]"));
        return switch (words.get(0)) {
            case "type" -> "jni type " + Type.getObjectType(words.get(1)).getClassName();
            case "field" -> "jni field " + Type.getType(words.get(1)).getClassName() + "#" + words.get(2);
            default ->
                "jni method " + Type.getType(words.get(1)).getClassName() + "#" + words.get(2)
                        + Stream.of(Type.getArgumentTypes(words.get(3)))
                                .map(Type::getClassName)
                                .collect(Collectors.joining(",", "(", ")"));
        };
    }
}
