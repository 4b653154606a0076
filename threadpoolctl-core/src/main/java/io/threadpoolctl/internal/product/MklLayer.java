package io.threadpoolctl.internal.product;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What MKL makes its threads with, in the order of the numbers in {@code mkl_service.h}. */
enum MklLayer {
    INTEL("mkl_intel_thread", "iomp5"),
    SEQUENTIAL("mkl_sequential", null),
    PGI("mkl_pgi_thread", null),
    GNU("mkl_gnu_thread", "gomp"),
    TBB("mkl_tbb_thread", null);

    private final String part;
    private final @Nullable String runtime;

    MklLayer(String part, @Nullable String runtime) {
        this.part = part;
        this.runtime = runtime;
    }

    /** {@code null} if the number stands for none, which is what MKL says before anything was chosen. */
    static @Nullable MklLayer numbered(int number) {
        return number >= 0 && number < values().length ? values()[number] : null;
    }

    static @Nullable MklLayer named(String name) {
        for (MklLayer layer : values()) {
            if (layer.name().equalsIgnoreCase(name)) {
                return layer;
            }
        }
        return null;
    }

    /** What MKL chooses by itself, given what is loaded. */
    static MklLayer byDefault(Set<String> loaded) {
        return loaded.contains("gomp") ? GNU : INTEL;
    }

    /** Whether the layer is loaded, which says nothing of what it needs. */
    boolean isLoaded(Set<String> loaded) {
        return loaded.contains(part);
    }

    /** Whether it makes its threads with an OpenMP runtime. */
    boolean usesOpenMp() {
        return runtime != null;
    }

    /** Whether a runtime of the name that it asks for is loaded. */
    boolean isRuntimeLoaded(Set<String> loaded) {
        return runtime == null || loaded.contains(runtime);
    }

    /** Whether loading the layer will succeed. Says no for layers whose needs are not known. */
    boolean isComplete(Set<String> beside, Set<String> loaded) {
        return beside.contains(part)
                && switch (this) {
                    case INTEL -> beside.contains("iomp5") || loaded.contains("iomp5");
                    case GNU -> loaded.contains("gomp");
                    case SEQUENTIAL -> true;
                    case PGI, TBB -> false;
                };
    }

    /** As users write it: {@code intel}, {@code gnu}. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
