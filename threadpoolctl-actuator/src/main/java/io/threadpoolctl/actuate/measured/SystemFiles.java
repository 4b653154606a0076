package io.threadpoolctl.actuate.measured;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files by which Linux tells what it does. Elsewhere there are none of them, and every one may be missing or closed. */
final class SystemFiles {

    private final Path root;

    /** @param root what their paths begin in: the root directory */
    SystemFiles(Path root) {
        this.root = root;
    }

    /** {@code null} if it cannot be read. */
    @Nullable
    String text(String path) {
        try {
            return new String(Files.readAllBytes(at(path)), StandardCharsets.ISO_8859_1);
        } catch (IOException | SecurityException e) {
            return null;
        }
    }

    /** What is in a directory; nothing if it cannot be read. */
    List<String> names(String directory) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(at(directory))) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (IOException | DirectoryIteratorException | SecurityException e) {
            return List.of();
        }
        return names;
    }

    private Path at(String path) {
        return root.resolve(path.substring(1));
    }
}
