package io.threadpoolctl.internal.product;

import io.threadpoolctl.spi.LoadedLibrary;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** The files that MKL consists of, and which of them are loaded. All dispatchers of a process share them. */
final class MklParts {

    private static final String CORE = "mkl_core";
    private static final String INTERFACE = "mkl_intel_lp64";
    private static final List<String> RUNTIMES = List.of("iomp5", "gomp");

    /** Each with the path by which the loader knows it. */
    private final Map<String, String> loaded = new ConcurrentHashMap<>();

    private final Predicate<String> isLoaded;
    private final AtomicInteger changes = new AtomicInteger();
    private final MklOpenMp openMp;

    /** @param isLoaded whether a library of such a path is still loaded: we do not hold them all */
    MklParts(MklOpenMp openMp, Predicate<String> isLoaded) {
        this.isLoaded = isLoaded;
        this.openMp = openMp;
    }

    /** To be told every library that is loaded. */
    void see(LoadedLibrary library) {
        if (library.path().contains("mkl_") || library.path().contains("omp")) {
            String part = named(library.fileName());
            if (isOne(part) && loaded.put(part, library.loadedAs()) == null) {
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
        return areKnown(layer) && (!haveGone() || areKnown(layer));
    }

    private boolean areKnown(MklLayer layer) {
        Set<String> names = loaded.keySet();
        return names.contains(CORE) && layer.isLoaded(names) && openMp.isThere(layer, names);
    }

    /** Forgets what has been unloaded; whether anything has. */
    private boolean haveGone() {
        boolean gone = loaded.values().removeIf(path -> !isLoaded.test(path));
        if (gone) {
            changes.incrementAndGet();
        }
        return gone;
    }

    /** The layer that MKL takes by itself. */
    MklLayer defaultLayer() {
        return MklLayer.byDefault(loaded.keySet());
    }

    /** Whether a first call finds all it needs for this layer, given what stands beside the dispatcher. */
    boolean suffice(Set<String> beside, MklLayer layer) {
        // On Windows the interface layer is in the dispatcher itself.
        boolean interfaceLayer =
                beside.contains(INTERFACE) || System.getProperty("os.name").startsWith("Win");
        return beside.contains(CORE) && interfaceLayer && layer.isComplete(beside, loaded.keySet());
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
