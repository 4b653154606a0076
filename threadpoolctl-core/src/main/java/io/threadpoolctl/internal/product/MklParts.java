package io.threadpoolctl.internal.product;

import io.threadpoolctl.spi.LoadedLibrary;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The files that MKL consists of, and which of them are loaded. All dispatchers of a process share them. */
final class MklParts {

    private static final String CORE = "mkl_core";
    private static final String INTERFACE = "mkl_intel_lp64";
    private static final List<String> RUNTIMES = List.of("iomp5", "gomp");

    private final Set<String> loaded = ConcurrentHashMap.newKeySet();
    private final AtomicInteger changes = new AtomicInteger();
    private final MklOpenMp openMp;

    MklParts(MklOpenMp openMp) {
        this.openMp = openMp;
    }

    /** To be told every library that is loaded. */
    void see(LoadedLibrary library) {
        if (library.path().contains("mkl_") || library.path().contains("omp")) {
            String part = named(library.fileName());
            if (isOne(part) && loaded.add(part)) {
                changes.incrementAndGet();
            }
        }
    }

    /** How often what is loaded has changed. */
    int changes() {
        return changes.get();
    }

    /** Whether the core, this threading layer and its OpenMP runtime are loaded. */
    boolean areLoaded(MklLayer layer) {
        return loaded.contains(CORE) && layer.isLoaded(loaded) && openMp.isThere(layer, loaded);
    }

    /** The layer that MKL takes by itself. */
    MklLayer defaultLayer() {
        return MklLayer.byDefault(loaded);
    }

    /** Whether a first call finds all it needs for this layer, given what stands beside the dispatcher. */
    boolean suffice(Set<String> beside, MklLayer layer) {
        // On Windows the interface layer is in the dispatcher itself.
        boolean interfaceLayer =
                beside.contains(INTERFACE) || System.getProperty("os.name").startsWith("Win");
        return beside.contains(CORE) && interfaceLayer && layer.isComplete(beside, loaded);
    }

    /** Their OpenMP runtime. */
    MklOpenMp openMp() {
        return openMp;
    }

    /** Whether this is the name of a part of MKL or of a runtime that it uses. */
    static boolean isOne(String part) {
        return part.startsWith("mkl_") || RUNTIMES.contains(part);
    }

    /**
     * {@code libmkl_core.so.2}, {@code libmkl_core.2.dylib} and {@code mkl_core.2.dll} are all {@code mkl_core}. LLVM's
     * runtime may stand in for Intel's: {@code libiomp5.so} is then a link to {@code libomp.so}.
     */
    static String named(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        int start = name.startsWith("lib") ? 3 : 0;
        int end = name.indexOf('.');
        String part = end < start ? name.substring(start) : name.substring(start, end);
        return part.equals("iomp5md") || part.equals("omp") ? "iomp5" : part;
    }
}
