package io.threadpoolctl.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds native libraries that {@link System#loadLibrary} does not: those whose file names carry a version, such as {@code
 * libgomp.so.1}, in the usual places.
 */
final class LibraryFiles {

    private static final Path USR = Path.of("/usr");
    private static final List<String> USUAL_PLACES =
            List.of("/usr/local/lib", "/usr/lib64", "/usr/lib", "/opt/homebrew/lib");

    private LibraryFiles() {}

    /** @param name with or without what a platform puts before and behind it: {@code gomp}, {@code libgomp.so.1} */
    static Optional<Path> find(String name) {
        return find(name, USR);
    }

    /** @param usr below which Debian has a directory for each processor: {@code lib/x86_64-linux-gnu}, {@code lib/s390x-linux-gnu} */
    static Optional<Path> find(String name, Path usr) {
        List<String> places = new ArrayList<>(
                List.of(System.getProperty("java.library.path", "").split(File.pathSeparator, -1)));
        places.removeIf(String::isBlank);
        Stream<Path> ofProcessors = directories(usr.resolve("lib"), "-linux-");
        return Stream.of(paths(places), ofProcessors, paths(USUAL_PLACES))
                .flatMap(Function.identity())
                .flatMap(place -> in(place, name))
                .findFirst();
    }

    private static Stream<Path> paths(List<String> places) {
        return places.stream().map(Path::of);
    }

    private static Stream<Path> directories(Path parent, String part) {
        try (Stream<Path> files = Files.list(parent)) {
            return files.filter(file -> file.getFileName().toString().contains(part)).sorted().toList().stream();
        } catch (IOException noSuchDirectory) {
            return Stream.empty();
        }
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
