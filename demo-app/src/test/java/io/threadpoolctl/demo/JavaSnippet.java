package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A class that the documentation shows. */
record JavaSnippet(String name, String source) {

    static JavaSnippet of(String source) {
        Matcher name = Pattern.compile("public class (\\w+)").matcher(source);
        assertThat(name.find()).as(source).isTrue();
        return new JavaSnippet(name.group(1), source);
    }

    /** Returns what the compiler says. */
    String compile(Path classes) {
        URI place = URI.create("string:///" + name + ".java");
        JavaFileObject file = new SimpleJavaFileObject(place, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        StringWriter output = new StringWriter();
        List<String> options = List.of("-d", classes.toString(), "-proc:none", "-Xlint:-options");
        ToolProvider.getSystemJavaCompiler()
                .getTask(output, null, null, options, null, List.of(file))
                .call();
        return output.toString();
    }

    /** Returns what it prints, in a JVM of its own into which nothing has loaded a native library. */
    String run(Path classes) throws IOException, InterruptedException {
        assertThat(compile(classes)).isEmpty();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes + File.pathSeparator + System.getProperty("java.class.path"),
                        name)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
