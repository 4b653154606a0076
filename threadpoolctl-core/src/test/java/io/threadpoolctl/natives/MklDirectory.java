package io.threadpoolctl.natives;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A directory with some of the files that MKL consists of. */
final class MklDirectory {

    private final Path all = Path.of(MavenLibrary.MKL.path());
    private final Path directory = Scratch.newDirectory("mkl");

    /** Links everything but these files into a new directory. */
    static MklDirectory without(String... files) {
        MklDirectory mkl = new MklDirectory();
        try (var everything = Files.list(mkl.all.getParent())) {
            for (Path file : everything.toList()) {
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
            return Files.copy(all, directory.resolve(name)).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The dispatcher under its own name. */
    String dispatcher() {
        return directory.resolve(all.getFileName()).toString();
    }
}
