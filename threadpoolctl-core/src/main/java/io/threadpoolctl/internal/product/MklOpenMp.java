package io.threadpoolctl.internal.product;

import io.threadpoolctl.internal.binding.NativeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The OpenMP runtime of MKL's threading layer. On Linux the layer does not say which one it wants: it takes the first whose
 * functions are visible to the whole process, after the dispatcher has made the one beside itself visible, or, where none
 * is there, one that is loaded under the same name (2025.3). If none is visible, the first call ends the process.
 */
final class MklOpenMp {

    private static final String GETTER = "omp_get_max_threads";
    private static final List<String> INTELS = List.of("libiomp5.so", "libiomp5.dylib", "libiomp5md.dll");

    private final KmpRuntimes runtimes;
    private final boolean linux = System.getProperty("os.name").startsWith("Linux");

    MklOpenMp(KmpRuntimes runtimes) {
        this.runtimes = runtimes;
    }

    /** Whether a layer that is loaded has its runtime, which may be another one than it is named after. */
    boolean isThere(MklLayer layer, Set<String> loaded) {
        return !layer.usesOpenMp() || (linux ? isVisible() : layer.isRuntimeLoaded(loaded));
    }

    /** Whether a layer that is loaded may be called. */
    Readiness readiness(MklLayer layer) {
        if (!layer.usesOpenMp()) {
            return Readiness.ALWAYS;
        }
        KmpRuntime visible = runtimes.visible();
        if (visible != null) {
            return visible;
        }
        return isVisible() ? Readiness.ALWAYS : runtimes.unknown();
    }

    /**
     * Whether MKL may load this layer with its runtime, so that no second one of LLVM's or Intel's kind is initialised.
     *
     * @param directory where the dispatcher looks for its parts
     */
    boolean mayBeLoaded(MklLayer layer, Path directory) {
        if (!layer.usesOpenMp()) {
            return true;
        }
        KmpRuntime visible = runtimes.visible();
        if (visible != null) {
            return visible.mayBeCalled();
        }
        if (layer == MklLayer.GNU) {
            return true;
        }
        if (runtimes.all().isEmpty()) {
            return runtimes.registered() == KmpRegistration.NOBODY;
        }
        KmpRuntime taken = taken(directory);
        return taken != null && taken.mayBeCalled();
    }

    /** Whether MKL will load another runtime of LLVM's or Intel's kind than this one together with the layer. */
    boolean brings(@Nullable MklLayer layer, @Nullable Path directory, KmpRuntime other) {
        if (layer != null && layer != MklLayer.INTEL) {
            return false;
        }
        return runtimes.visible() != other && (directory == null || taken(directory) != other);
    }

    /** The one among those that are loaded that MKL will take; {@code null} if it will load another. */
    private @Nullable KmpRuntime taken(Path directory) {
        List<Path> beside =
                INTELS.stream().map(directory::resolve).filter(Files::exists).toList();
        return runtimes.all().stream()
                .filter(runtime -> beside.isEmpty() ? isIntels(runtime) : isOneOf(beside, runtime))
                .findFirst()
                .orElse(null);
    }

    private static boolean isIntels(KmpRuntime runtime) {
        String path = runtime.path();
        return path != null && INTELS.stream().anyMatch(path::endsWith);
    }

    private static boolean isOneOf(List<Path> files, KmpRuntime runtime) {
        String path = runtime.path();
        return path != null && files.stream().anyMatch(file -> isSame(file, path));
    }

    private static boolean isSame(Path file, String path) {
        try {
            return Files.isSameFile(file, Path.of(path));
        } catch (IOException | InvalidPathException gone) {
            return false;
        }
    }

    private static boolean isVisible() {
        return NativeProcess.current().visibleToAll(GETTER) != null;
    }
}
