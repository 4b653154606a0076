package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/** Breaks a class of ours on purpose, to see whether a guard notices. */
public final class BrokenClass {

    private BrokenClass() {}

    /**
     * Compiles a class anew, with the first occurrence of some text in its source replaced.
     *
     * @return the directory for the class path
     */
    public static Path compile(String type, String right, String wrong) {
        String file = type.replace('.', '/') + ".java";
        try {
            String source = Files.readString(Path.of("src/main/java", file));
            assertThat(source).contains(right);
            Path directory = Scratch.newDirectory("broken");
            Path broken = directory.resolve(file);
            Files.createDirectories(broken.getParent());
            Files.writeString(broken, source.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong)));
            String classPath = System.getProperty("java.class.path");
            int errors = ToolProvider.getSystemJavaCompiler()
                    .run(
                            null,
                            null,
                            null,
                            "-proc:none",
                            "-d",
                            directory.toString(),
                            "-cp",
                            classPath,
                            broken.toString());
            assertThat(errors).isZero();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
