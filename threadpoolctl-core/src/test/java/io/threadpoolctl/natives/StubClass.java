package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** Compiles a class that stands in the place of one of somebody else's. */
public final class StubClass {

    private StubClass() {}

    /**
     * Compiles one class that needs nothing but Java.
     *
     * @param source as it would stand in a file
     * @return the directory for the class path
     */
    public static Path compile(String simpleName, String source) {
        try {
            Path directory = Scratch.newDirectory("stub");
            Path file = Files.writeString(directory.resolve(simpleName + ".java"), source);
            int errors = ToolProvider.getSystemJavaCompiler()
                    .run(null, null, null, "-proc:none", "-cp", "", "-d", directory.toString(), file.toString());
            assertThat(errors).isZero();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
