package io.threadpoolctl.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A file of the documentation, by its path below the root of the project. */
record Guide(String path, String text) {

    static final Path ROOT = Path.of("..");

    static Guide read(String path) {
        try {
            return new Guide(path, Files.readString(ROOT.resolve(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its blocks of code in one language. */
    List<String> snippets(String language) {
        return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
                .matcher(text)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    @Override
    public String toString() {
        return path;
    }
}
