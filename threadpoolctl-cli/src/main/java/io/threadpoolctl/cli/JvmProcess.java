package io.threadpoolctl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A process that is a JVM, seen from outside: nothing is sent to it. */
final class JvmProcess {

    private static final Path USUAL_TEMPORARY_FILES = Path.of("/tmp");
    private static final int ROOT = 0;
    private static final int SIGQUIT = 3;
    private static final int HEXADECIMAL = 16;
    private static final List<String> OPTIONS_WITH_VALUE = List.of(
            "-cp", "-classpath", "--class-path", "-p", "--module-path", "--add-modules", "--upgrade-module-path");

    private final long pid;
    private final ProcFiles files;

    private JvmProcess(long pid) {
        this.pid = pid;
        this.files = ProcFiles.of(pid);
    }

    /** The process with this number, if it is there, is a JVM and lets itself be looked at. */
    static Optional<JvmProcess> find(long pid) {
        JvmProcess process = new JvmProcess(pid);
        return process.isJvm() ? Optional.of(process) : Optional.empty();
    }

    /**
     * The process with this number.
     *
     * @throws NotPossibleException if it is no JVM that one can attach to
     */
    static JvmProcess attachable(long pid) {
        if (ProcessHandle.of(pid).isEmpty()) {
            throw new NotPossibleException(
                    "There is no process " + pid + "; threadpoolctl list shows the JVMs there are.");
        }
        JvmProcess process = new JvmProcess(pid);
        if (ProcFiles.areThere()) {
            process.requireSameUser();
            process.requireJvm();
            process.requireOpenDoor();
        }
        return process;
    }

    private void requireSameUser() {
        Optional<Integer> owner = files.userId();
        Optional<Integer> own = ProcFiles.ofThisProcess().userId();
        if (own.isPresent() && own.get() != ROOT && !own.equals(owner)) {
            String user = ProcessHandle.of(pid)
                    .flatMap(handle -> handle.info().user())
                    .orElse("another user");
            String who = owner.equals(Optional.of(ROOT)) ? "root" : user + " or root";
            throw new NotPossibleException(
                    "Process " + pid + " belongs to " + user + ", and only " + who + " can attach to it.");
        }
    }

    private void requireJvm() {
        if (!isJvm()) {
            throw new NotPossibleException("Process " + pid + " (" + mainClass()
                    + ") is no JVM, so nothing was sent to it; threadpoolctl list shows the JVMs there are.");
        }
    }

    /** Who attaches sends SIGQUIT unless the JVM listens already, and that ends a process which does not handle it. */
    private void requireOpenDoor() {
        if (isForbidden()) {
            throw new NotPossibleException(
                    "Process " + pid
                            + " was started with -XX:+DisableAttachMechanism; nobody can attach to it until it is started without.");
        }
        if (!isListening() && !handlesQuit()) {
            throw new NotPossibleException("Process " + pid
                    + " does not handle SIGQUIT, by which one attaches to a JVM (it was started with -Xrs, or is only"
                    + " starting), so nothing was sent to it.");
        }
    }

    private boolean isForbidden() {
        return Stream.concat(
                        files.commandLine().stream(),
                        files.environment().stream().filter(variable -> variable.contains("JAVA")))
                .anyMatch(word -> word.contains("-XX:+DisableAttachMechanism"));
    }

    /** Whether somebody has attached to it before, so that it needs no signal any more; yes where that cannot be seen. */
    boolean isListening() {
        return !ProcFiles.areThere() || Files.exists(fromHere(temporaryFiles().resolve(".java_pid" + files.ownPid())));
    }

    private boolean handlesQuit() {
        return files.status("SigCgt")
                .map(mask -> (Long.parseUnsignedLong(mask, HEXADECIMAL) >> (SIGQUIT - 1) & 1) == 1)
                .orElse(false);
    }

    private boolean isJvm() {
        return files.mappedFiles().stream().anyMatch(file -> file.endsWith("libjvm.so"));
    }

    long pid() {
        return pid;
    }

    /** What it runs: a class, a module or a jar. */
    String mainClass() {
        List<String> words = files.commandLine();
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (List.of("-jar", "-m", "--module").contains(word) && i + 1 < words.size()) {
                return words.get(i + 1);
            }
            if (OPTIONS_WITH_VALUE.contains(word)) {
                i++;
            } else if (!word.startsWith("-") && !word.startsWith("@")) {
                return word;
            }
        }
        return words.isEmpty() ? files.status("Name").orElse("unknown") : words.get(0);
    }

    /** The prefixes of these that have a file mapped. */
    Set<String> libraries(Set<String> prefixes) {
        Set<String> found = new TreeSet<>();
        for (Path file : files.mappedFiles()) {
            String name = String.valueOf(file.getFileName());
            prefixes.stream()
                    .filter(name::startsWith)
                    .max((one, other) -> Integer.compare(one.length(), other.length()))
                    .ifPresent(found::add);
        }
        return found;
    }

    /** The directory for temporary files, as the process sees it. */
    Path temporaryFiles() {
        return ProcFiles.areThere() ? USUAL_TEMPORARY_FILES : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** A path of that process as this one sees it. */
    Path fromHere(Path absolute) {
        return ProcFiles.areThere() ? files.root().resolve(Path.of("/").relativize(absolute)) : absolute;
    }

    /** Lets the process read and write a directory that this one has made. */
    void giveTo(Path directory) throws IOException {
        Optional<Integer> owner = files.userId();
        if (owner.isPresent() && !owner.equals(ProcFiles.ofThisProcess().userId())) {
            Files.setAttribute(directory, "unix:uid", owner.get());
        }
    }
}
