package io.threadpoolctl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The JDKs of this machine: the one of this JVM, and one of each other version where Linux distributions put them. */
final class Jdks {

    private static final Path USUAL_PLACE = Path.of("/usr/lib/jvm");
    private static final int OLDEST = 17;

    private Jdks() {}

    static List<Path> all() throws IOException {
        Map<Integer, Path> byVersion = new TreeMap<>();
        Path own = Path.of(System.getProperty("java.home"));
        byVersion.put(Runtime.version().feature(), own);
        if (Files.isDirectory(USUAL_PLACE)) {
            try (Stream<Path> others = Files.list(USUAL_PLACE)) {
                for (Path home : others.sorted(Comparator.naturalOrder()).toList()) {
                    if (Files.isExecutable(home.resolve("bin/javac")) && version(home) >= OLDEST) {
                        byVersion.putIfAbsent(version(home), home);
                    }
                }
            }
        }
        return List.copyOf(byVersion.values());
    }

    static int version(Path home) throws IOException {
        Path release = home.resolve("release");
        return !Files.isRegularFile(release)
                ? 0
                : Files.readAllLines(release).stream()
                        .filter(line -> line.startsWith("JAVA_VERSION="))
                        .map(line -> line.replaceAll("[^0-9.]", ""))
                        .map(version -> Integer.valueOf(version.split("\\.", -1)[0]))
                        .findFirst()
                        .orElse(0);
    }
}
