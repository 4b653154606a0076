package io.threadpoolctl.internal.product;

import io.threadpoolctl.internal.binding.NativeProcess;
import io.threadpoolctl.spi.LoadedLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files that MKL consists of: which of them are loaded, and whether all that a dispatcher's first call loads stand
 * beside it.
 *
 * <p>The dispatcher looks beside the name by which the loader knows it, which may be a link far from the real file
 * (2025.3). It takes the core, an interface layer, a threading layer and the OpenMP runtime of that layer; the GNU layer if
 * libgomp is loaded, otherwise Intel's, unless {@code MKL_THREADING_LAYER} or the application has chosen another.
 */
final class MklParts {

    private static final String CORE = "mkl_core";
    private static final List<String> RUNTIMES = List.of("iomp5", "gomp");

    private final Set<String> loaded = ConcurrentHashMap.newKeySet();
    private final MklOpenMp openMp;

    MklParts(MklOpenMp openMp) {
        this.openMp = openMp;
    }

    /** To be told every library that is loaded. */
    void see(LoadedLibrary library) {
        if (library.path().contains("mkl_") || library.path().contains("omp")) {
            String part = part(library.fileName());
            if (part.startsWith("mkl_") || RUNTIMES.contains(part)) {
                loaded.add(part);
            }
        }
    }

    /** Whether the core, this threading layer and its OpenMP runtime are loaded. */
    boolean areLoaded(MklLayer layer) {
        return loaded.contains(CORE) && layer.isLoaded(loaded) && openMp.isThere(layer, loaded);
    }

    /** Whether a layer that is loaded may be called. */
    Readiness readiness(MklLayer layer) {
        return openMp.readiness(layer);
    }

    /**
     * Whether a first call of this dispatcher finds all it needs. Says no when in doubt.
     *
     * @param dispatcher the name by which the loader knows the dispatcher
     * @param layer the threading layer that the application has chosen, {@code null} if none
     */
    boolean standBeside(String dispatcher, @Nullable MklLayer layer) {
        Path directory = directory(dispatcher);
        String chosenInterface = NativeProcess.current().environment("MKL_INTERFACE_LAYER");
        if (directory == null || (chosenInterface != null && !chosenInterface.equalsIgnoreCase("LP64"))) {
            return false;
        }
        MklLayer expected = expected(layer);
        return expected != null && isComplete(filesIn(directory), expected) && openMp.mayBeLoaded(expected, directory);
    }

    /** Whether this dispatcher's first call will load another OpenMP runtime than this one. Says yes when in doubt. */
    boolean bring(String dispatcher, @Nullable MklLayer layer, KmpRuntime other) {
        return openMp.brings(expected(layer), directory(dispatcher), other);
    }

    private @Nullable MklLayer expected(@Nullable MklLayer chosen) {
        if (chosen != null) {
            return chosen;
        }
        String named = NativeProcess.current().environment("MKL_THREADING_LAYER");
        return named != null ? MklLayer.named(named) : MklLayer.byDefault(loaded);
    }

    private boolean isComplete(Set<String> beside, MklLayer layer) {
        // On Windows the interface layer is in the dispatcher itself.
        boolean interfaceLayer = beside.contains("mkl_intel_lp64")
                || System.getProperty("os.name").startsWith("Win");
        return beside.contains(CORE) && interfaceLayer && layer.isComplete(beside, loaded);
    }

    private static @Nullable Path directory(String file) {
        try {
            return Path.of(file).getParent();
        } catch (InvalidPathException inThisLocale) {
            return null;
        }
    }

    private static Set<String> filesIn(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> part(file.getFileName().toString())).collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException unreadable) {
            return Set.of();
        }
    }

    /**
     * {@code libmkl_core.so.2}, {@code libmkl_core.2.dylib} and {@code mkl_core.2.dll} are all {@code mkl_core}. LLVM's
     * runtime may stand in for Intel's: {@code libiomp5.so} is then a link to {@code libomp.so}.
     */
    private static String part(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        int start = name.startsWith("lib") ? 3 : 0;
        int end = name.indexOf('.');
        String part = end < start ? name.substring(start) : name.substring(start, end);
        return part.equals("iomp5md") || part.equals("omp") ? "iomp5" : part;
    }
}
