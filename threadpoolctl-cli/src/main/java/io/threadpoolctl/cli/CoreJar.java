package io.threadpoolctl.cli;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import io.threadpoolctl.Threadpools;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOP_FallbackServiceProvider;

/**
 * The core as it goes into another JVM: this tool's own classes and what they need there, gathered from wherever they are, one
 * jar or several. It logs nowhere, since the target's output is not ours.
 */
final class CoreJar {

    private static final String VERSIONS = "META-INF/versions/";
    private static final String PROVIDER = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";
    private static final String NATIVE = "com/sun/jna/" + Platform.RESOURCE_PREFIX + "/";
    private static final List<String> WANTED = List.of("io/threadpoolctl/", "com/sun/jna/", "org/slf4j/");
    private static final List<String> UNWANTED =
            List.of("io/threadpoolctl/agent/", "io/threadpoolctl/cli/shaded/", "org/slf4j/simple/");

    private final JarOutputStream jar;
    private final Set<String> written = new HashSet<>();

    private CoreJar(JarOutputStream jar) {
        this.jar = jar;
    }

    static void writeTo(Path file) throws IOException {
        Set<Path> sources = new LinkedHashSet<>();
        for (Class<?> type : List.of(Visit.class, Threadpools.class, Native.class, LoggerFactory.class)) {
            sources.add(source(type));
        }
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest())) {
            jar.setLevel(Deflater.BEST_SPEED);
            CoreJar core = new CoreJar(jar);
            core.put(PROVIDER, NOP_FallbackServiceProvider.class.getName().getBytes(StandardCharsets.UTF_8));
            for (Path each : sources) {
                core.copy(each);
            }
        }
    }

    /** The jar or directory that a class comes from. */
    static Path source(Class<?> type) throws IOException {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        return manifest;
    }

    private void copy(Path source) throws IOException {
        if (Files.isDirectory(source)) {
            try (Stream<Path> files = Files.walk(source)) {
                for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                    String name = source.relativize(file).toString().replace('\\', '/');
                    if (isWanted(name)) {
                        put(name, Files.readAllBytes(file));
                    }
                }
            }
            return;
        }
        try (JarFile from = new JarFile(source.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) from.stream().map(ZipEntry.class::cast)::iterator) {
                if (!entry.isDirectory() && isWanted(entry.getName())) {
                    try (InputStream in = from.getInputStream(entry)) {
                        put(entry.getName(), in.readAllBytes());
                    }
                }
            }
        }
    }

    private static boolean isWanted(String name) {
        String plain = name.startsWith(VERSIONS) ? name.substring(name.indexOf('/', VERSIONS.length()) + 1) : name;
        return WANTED.stream().anyMatch(plain::startsWith)
                && UNWANTED.stream().noneMatch(plain::startsWith)
                && (plain.endsWith(".class") || plain.startsWith(NATIVE));
    }

    private void put(String name, byte[] content) throws IOException {
        if (written.add(name)) {
            jar.putNextEntry(new ZipEntry(name));
            jar.write(content);
            jar.closeEntry();
        }
    }
}
