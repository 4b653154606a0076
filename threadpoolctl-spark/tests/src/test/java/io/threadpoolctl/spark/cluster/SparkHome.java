package io.threadpoolctl.spark.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory {@code jars} as an installed Spark has it, of links to the jars on the class path. The plugin is not among
 * them: users bring it.
 */
final class SparkHome {

    private static final Path HOME = Path.of(System.getenv("SPARK_HOME"));

    private SparkHome() {}

    /** Makes it; Spark looks for it in an environment variable of the same name. */
    static synchronized void make() {
        try {
            Path jars = Files.createDirectories(HOME.resolve("jars"));
            for (Path jar : classPath().filter(SparkHome::isOfSpark).toList()) {
                Path link = jars.resolve(jar.getFileName());
                if (!Files.exists(link)) {
                    Files.createSymbolicLink(link, jar);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For {@code -cp}. */
    static String jars() {
        return HOME.resolve("jars") + File.separator + "*";
    }

    /** The finished jar of the plugin. */
    static Path plugin() {
        return only("threadpoolctl-spark");
    }

    /** The classes of these tests. */
    static Path tests() {
        return classPath()
                .filter(entry -> entry.endsWith("test-classes"))
                .findFirst()
                .orElseThrow();
    }

    private static Path only(String beginning) {
        List<Path> found = classPath()
                .filter(entry -> isJar(entry) && entry.getFileName().toString().startsWith(beginning))
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException(
                    "These tests need the packed jar of the plugin, so run them by \"mvnw verify\","
                            + " not \"mvnw test\"; on the class path are " + found + ".");
        }
        return found.get(0);
    }

    private static boolean isOfSpark(Path entry) {
        return isJar(entry) && !entry.getFileName().toString().startsWith("threadpoolctl");
    }

    private static boolean isJar(Path entry) {
        return entry.toString().endsWith(".jar");
    }

    private static Stream<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of);
    }
}
