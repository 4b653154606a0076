package io.threadpoolctl.natives;

import com.sun.jna.Native;
import io.threadpoolctl.Threadpools;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.slf4j.LoggerFactory;
import org.slf4j.simple.SimpleLogger;

/** The directory of a web application: a servlet, and copies of the core and of what it needs among its own libraries. */
final class WebApplication {

    private static final String DESCRIPTOR = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.1" metadata-complete="true">
              <servlet>
                <servlet-name>limits</servlet-name>
                <servlet-class>%s</servlet-class>
              </servlet>
              <servlet-mapping>
                <servlet-name>limits</servlet-name>
                <url-pattern>/*</url-pattern>
              </servlet-mapping>
            </web-app>
            """;
    private static final String VERSIONED = "io/threadpoolctl/internal/binding/ForeignLinker.class";
    private static final String VERSION = "META-INF/versions/22/";

    private WebApplication() {}

    static Path writeTo(Path directory) throws Exception {
        Path inf = directory.resolve("WEB-INF");
        Path libraries = Files.createDirectories(inf.resolve("lib"));
        Files.writeString(inf.resolve("web.xml"), DESCRIPTOR.formatted(LimitServlet.class.getName()));
        String servlet = LimitServlet.class.getName().replace('.', '/') + ".class";
        Path target = inf.resolve("classes").resolve(servlet);
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.copy(source(LimitServlet.class).resolve(servlet), target);
        for (Class<?> each : List.of(Threadpools.class, Native.class, LoggerFactory.class, SimpleLogger.class)) {
            addLibrary(source(each), libraries);
        }
        return directory;
    }

    private static Path source(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static void addLibrary(Path source, Path libraries) throws Exception {
        if (Files.isRegularFile(source)) {
            Files.copy(source, libraries.resolve(source.getFileName()));
        } else {
            packCore(source, libraries.resolve("core.jar"));
        }
    }

    /** The core as it is released, out of the directories from which tests run. */
    private static void packCore(Path classes, Path file) throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        Set<String> written = new HashSet<>();
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            pack(classes, "", jar, written);
            URL versioned = Threadpools.class.getClassLoader().getResource(VERSIONED);
            if (versioned != null) {
                String path = Path.of(versioned.toURI()).toString();
                Path root = Path.of(path.substring(0, path.length() - VERSIONED.length()));
                pack(root, VERSION, jar, written);
            }
        }
    }

    private static void pack(Path directory, String prefix, JarOutputStream jar, Set<String> written)
            throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                String name = prefix + directory.relativize(each);
                if (written.add(name)) {
                    jar.putNextEntry(new ZipEntry(name));
                    try (InputStream bytes = Files.newInputStream(each)) {
                        bytes.transferTo(jar);
                    }
                }
            }
        }
    }
}
