package io.threadpoolctl.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Somebody without rights who runs the command line, which takes root to play. */
final class OtherUser {

    private static final String NOBODY = "65534";

    private OtherUser() {}

    static boolean canBePlayed() {
        return "root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/usr/bin/setpriv"));
    }

    /** The classes of this build, from where everybody can read them. */
    static CommandLineRun run(Path directory, String... arguments) throws IOException, InterruptedException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            entries.add(copied(Path.of(entry), directory.resolve(Integer.toString(entries.size())))
                    .toString());
        }
        List<String> command = new ArrayList<>(
                List.of("/usr/bin/setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                String.join(File.pathSeparator, entries),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return CommandLineRun.whole(command);
    }

    private static Path copied(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = file.equals(from) ? to : to.resolve(from.relativize(file));
                Files.copy(file, target);
                String mode = Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--";
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(mode));
            }
        }
        return to;
    }
}
