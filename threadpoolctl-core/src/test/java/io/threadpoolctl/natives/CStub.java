package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Compiles small C and C++ sources of {@code src/test/c} to shared libraries in a temporary directory. */
public final class CStub {

    private static final Path SOURCES = Path.of(System.getProperty("basedir", ""), "src", "test", "c");

    private CStub() {}

    /**
     * Compiles one source with {@code gcc -shared}, or {@code g++} if it is C++. Ask in the test itself, before the scenario: a machine without a
     * compiler skips the test.
     *
     * @param source the name of a file in {@code src/test/c}, such as {@code flexiblas.c}
     * @param library the file name of the library, such as {@code libflexiblas.so.3}
     * @param arguments further arguments for the compiler, such as {@code -DVALUE=-1} or the path of a library to link
     * @return the path of the library, in a directory of its own
     */
    public static String compile(String source, String library, String... arguments) {
        Path target = Scratch.newDirectory("stub").resolve(library);
        String compiler = source.endsWith(".cpp") ? "g++" : "gcc";
        List<String> command = new ArrayList<>(List.of(compiler, "-shared", "-fPIC", "-O1", "-Wall", "-Werror"));
        command.addAll(List.of("-o", target.toString(), SOURCES.resolve(source).toString()));
        command.addAll(List.of(arguments));
        Process gcc;
        try {
            gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw Absent.skipOrFail("Install the Debian packages " + compiler + " and libc6-dev: " + e.getMessage());
        }
        try {
            String output = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (gcc.waitFor() != 0 || !Files.exists(target)) {
                fail("%s failed:%n%s", command, output);
            }
            return target.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while compiling " + source, e);
        } finally {
            gcc.destroyForcibly();
        }
    }
}
