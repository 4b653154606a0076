package io.threadpoolctl.spark.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Packs what users bring to {@code spark-submit}. */
final class Jars {

    private Jars() {}

    /** Some packages of these tests. */
    static Path ofTests(Path jar, String... packages) {
        Path classes = SparkHome.tests();
        try (JarOutputStream out = new JarOutputStream(create(jar))) {
            for (String each : packages) {
                try (Stream<Path> files = Files.list(classes.resolve(each.replace('.', '/')))) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                        Files.copy(file, out);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }

    /** What the plugin's jar has besides the plugin: the core and JNA, as an application packs them. */
    static Path ofCore(Path jar) {
        return copy(jar, name -> !name.startsWith("io/threadpoolctl/spark/") && !name.startsWith("META-INF/"));
    }

    private static Path copy(Path jar, Predicate<String> wanted) {
        try (JarFile plugin = new JarFile(SparkHome.plugin().toFile());
                JarOutputStream out = new JarOutputStream(create(jar))) {
            for (JarEntry entry : entries(plugin.entries())) {
                if (wanted.test(entry.getName()) && !entry.isDirectory()) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    plugin.getInputStream(entry).transferTo(out);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }

    private static List<JarEntry> entries(Enumeration<JarEntry> entries) {
        return java.util.Collections.list(entries);
    }

    private static OutputStream create(Path file) throws IOException {
        return Files.newOutputStream(file);
    }
}
