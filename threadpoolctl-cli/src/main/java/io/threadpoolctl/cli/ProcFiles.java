package io.threadpoolctl.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Linux tells of a process in {@code /proc}. What it does not tell is empty. */
final class ProcFiles {

    private static final Path ALL = Path.of("/proc");
    private static final String DELETED = " (deleted)";

    private final Path directory;

    private ProcFiles(Path directory) {
        this.directory = directory;
    }

    static boolean areThere() {
        return Files.isReadable(ALL.resolve("self/status"));
    }

    static ProcFiles of(long pid) {
        return new ProcFiles(ALL.resolve(Long.toString(pid)));
    }

    static ProcFiles ofThisProcess() {
        return new ProcFiles(ALL.resolve("self"));
    }

    /** The numbers of all processes. */
    static List<Long> pids() throws IOException {
        try (Stream<Path> all = Files.list(ALL)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .map(Long::valueOf)
                    .sorted()
                    .toList();
        }
    }

    boolean exists() {
        return Files.isDirectory(directory);
    }

    /** Where its file system begins, as this process sees it: another one for a process in a container. */
    Path root() {
        return directory.resolve("root");
    }

    /** A field of {@code status}, such as {@code SigCgt}. */
    Optional<String> status(String field) {
        return text("status")
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip())
                .findFirst();
    }

    /** The user whose rights it has. */
    Optional<Integer> userId() {
        return status("Uid").map(ids -> Integer.valueOf(ids.split("\\s+", -1)[1]));
    }

    /** Its number as it sees it itself. */
    String ownPid() {
        return status("NSpid")
                .map(pids -> pids.substring(pids.lastIndexOf('\t') + 1))
                .orElse(directory.getFileName().toString());
    }

    List<String> commandLine() {
        return words("cmdline");
    }

    List<String> environment() {
        return words("environ");
    }

    /** The files that are mapped into its memory. */
    List<Path> mappedFiles() {
        return text("maps")
                .lines()
                .map(line -> line.indexOf('/') < 0 ? "" : line.substring(line.indexOf('/')))
                .map(path -> path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path)
                .filter(path -> !path.isEmpty())
                .distinct()
                .map(Path::of)
                .toList();
    }

    private List<String> words(String file) {
        return Stream.of(text(file).split("\0", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private String text(String file) {
        try {
            return new String(Files.readAllBytes(directory.resolve(file)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
