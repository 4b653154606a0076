package io.threadpoolctl.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds native libraries that {@link System#loadLibrary} does not: those whose file names carry a version, such as {@code
 * libgomp.so.1}, in the usual places.
 */
final class LibraryFiles {

    private static final List<String> USUAL_PLACES = List.of(
            "/usr/local/lib",
            "/usr/lib/x86_64-linux-gnu",
            "/usr/lib/aarch64-linux-gnu",
            "/usr/lib64",
            "/usr/lib",
            "/opt/homebrew/lib");

    private LibraryFiles() {}

    /** @param name with or without what a platform puts before and behind it: {@code gomp}, {@code libgomp.so.1} */
    static Optional<Path> find(String name) {
        List<String> places = new ArrayList<>(
                List.of(System.getProperty("java.library.path", "").split(File.pathSeparator, -1)));
        places.addAll(USUAL_PLACES);
        return places.stream()
                .filter(place -> !place.isBlank())
                .flatMap(place -> in(Path.of(place), name))
                .findFirst();
    }

    private static Stream<Path> in(Path directory, String name) {
        String mapped = System.mapLibraryName(name);
        try (Stream<Path> files = Files.list(directory)) {
            return files
                    .filter(file -> {
                        String fileName = file.getFileName().toString();
                        return fileName.equals(name) || fileName.equals(mapped) || fileName.startsWith(mapped + ".");
                    })
                    .filter(Files::isRegularFile)
                    .filter(ElfKind::isThatOfThisJava)
                    .sorted(Comparator.comparingInt(
                                    (Path file) -> file.toString().length())
                            .thenComparing(Comparator.naturalOrder()))
                    .toList()
                    .stream();
        } catch (IOException noSuchDirectory) {
            return Stream.empty();
        }
    }
}
