package io.threadpoolctl.natives;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A temporary directory of this JVM, gone when it ends. */
final class Scratch {

    private static final Path DIRECTORY = create();

    private Scratch() {}

    static Path directory() {
        return DIRECTORY;
    }

    /** A new empty directory in it. */
    static Path newDirectory(String name) {
        try {
            return Files.createTempDirectory(DIRECTORY, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies a file. */
    static Path copy(Path file, Path directory, String name) {
        try {
            return Files.copy(file, directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path create() {
        try {
            Path directory = Files.createTempDirectory("threadpoolctl-natives").toRealPath();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
