package io.threadpoolctl.natives;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A directory with some of the files that MKL consists of. */
final class MklDirectory {

    private static final Path ALL = Path.of(MavenLibrary.MKL.path());

    private final Path directory = Scratch.newDirectory("mkl");

    /** Links everything but these files into a new directory. */
    static MklDirectory without(String... files) {
        MklDirectory mkl = new MklDirectory();
        try (var all = Files.list(ALL.getParent())) {
            for (Path file : all.toList()) {
                if (!List.of(files).contains(file.getFileName().toString())) {
                    Files.createLink(mkl.directory.resolve(file.getFileName()), file);
                }
            }
            return mkl;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a copy of the dispatcher under another name, and gives its path. */
    String dispatcherNamed(String name) {
        try {
            return Files.copy(ALL, directory.resolve(name)).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The dispatcher under its own name. */
    String dispatcher() {
        return directory.resolve(ALL.getFileName()).toString();
    }
}
