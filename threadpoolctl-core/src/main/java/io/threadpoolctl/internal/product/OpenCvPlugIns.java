package io.threadpoolctl.internal.product;

import io.threadpoolctl.spi.LoadedLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The files by which OpenCV can be given other threads. Whichever function of its threads is called first, be it the getter,
 * loads the first one that it finds beside itself, or where {@code OPENCV_CORE_PLUGIN_PATH} points to; without one it loads
 * nothing and starts no thread (4.9, 4.13).
 */
final class OpenCvPlugIns {

    private static final String NAME = "opencv_core_parallel_";
    private static final String ELSEWHERE = "OPENCV_CORE_PLUGIN_PATH";

    private volatile boolean loaded;

    /** To be told every library that is loaded. */
    void see(LoadedLibrary library) {
        if (library.fileName().contains(NAME)) {
            loaded = true;
        }
    }

    /** Whether one has been loaded, so that OpenCV has been used. */
    boolean areLoaded() {
        return loaded;
    }

    /** Whether the first call into this OpenCV may load one. */
    static boolean mayBeLoadedBy(LoadedLibrary openCv) {
        if (System.getenv(ELSEWHERE) != null) {
            return true;
        }
        try {
            Path directory = Path.of(openCv.path()).getParent();
            if (directory == null) {
                return false;
            }
            try (Stream<Path> files = Files.list(directory)) {
                return files.anyMatch(file -> String.valueOf(file.getFileName()).contains(NAME));
            }
        } catch (IOException | InvalidPathException gone) {
            return false; // nor can OpenCV find any there
        }
    }
}
