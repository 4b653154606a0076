package io.threadpoolctl.natives;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Libraries from jars of Maven Central that are on the test class path. */
public enum MavenLibrary {
    /** What Java users get through JavaCPP: OpenBLAS with threads of its own, 0.3.31. */
    OPENBLAS("org.bytedeco:openblas", "org/bytedeco/openblas/linux-x86_64/", "libopenblas.so.0", "linux-x86_64"),
    /** MKL 2025.3 with Intel's OpenMP runtime. Its 160 MB come with the profile {@code mkl}, which the gate activates. */
    MKL("org.bytedeco:mkl", "org/bytedeco/mkl/linux-x86_64/", "libmkl_rt.so.2", "linux-x86_64-redist, mvn -Pmkl"),
    /** The Intel runtime that comes with it. */
    LIBIOMP(MKL.artifact, MKL.directory, "libiomp5.so", MKL.classifier);

    private static final Map<String, Path> UNPACKED = new HashMap<>();

    private final String artifact;
    private final String directory;
    private final String file;
    private final String classifier;

    MavenLibrary(String artifact, String directory, String file, String classifier) {
        this.artifact = artifact;
        this.directory = directory;
        this.file = file;
        this.classifier = classifier;
    }

    /**
     * Unpacks it with the libraries it needs, once for this JVM, and gives its path. Ask in the test itself, before the
     * scenario.
     */
    public String path() {
        synchronized (UNPACKED) {
            return UNPACKED.computeIfAbsent(directory, any -> unpack())
                    .resolve(file)
                    .toString();
        }
    }

    /** Whether it is on the class path. */
    public boolean isThere() {
        return MavenLibrary.class.getResource("/" + directory + file) != null;
    }

    /** Unpacks it once more into a directory of its own. */
    public Path unpack() {
        URL inside = MavenLibrary.class.getResource("/" + directory + file);
        if (inside == null || !List.of("amd64", "x86_64").contains(System.getProperty("os.arch"))) {
            throw Absent.skipOrFail(artifact + " is needed on the test class path (" + classifier + ").");
        }
        try {
            Path target = Scratch.newDirectory("maven");
            try (JarFile jar = ((JarURLConnection) inside.openConnection()).getJarFile()) {
                for (JarEntry entry : jar.stream().filter(this::isPartOfIt).toList()) {
                    try (InputStream bytes = jar.getInputStream(entry)) {
                        Files.copy(bytes, target.resolve(entry.getName().substring(directory.length())));
                    }
                }
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The library itself and what it is linked to, not the glue for Java. */
    private boolean isPartOfIt(JarEntry entry) {
        String name = entry.getName();
        return name.startsWith(directory)
                && name.indexOf('/', directory.length()) < 0
                && name.contains(".so")
                && !name.contains("/libjni");
    }
}
