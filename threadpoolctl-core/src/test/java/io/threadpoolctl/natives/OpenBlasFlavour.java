package io.threadpoolctl.natives;

import java.util.EnumMap;
import java.util.Map;

/** The builds of OpenBLAS that can be had, each with what it says of itself. */
public enum OpenBlasFlavour {
    DEBIAN_PTHREAD("pthreads"),
    DEBIAN_OPENMP("openmp"),
    DEBIAN_SERIAL("disabled"),
    DEBIAN_ILP64_PTHREAD("pthreads"),
    JAVACPP_PTHREAD("pthreads");

    private final String threadingLayer;

    OpenBlasFlavour(String threadingLayer) {
        this.threadingLayer = threadingLayer;
    }

    /** Its real path. Ask in the test itself, before the scenario. */
    public String path() {
        return switch (this) {
            case DEBIAN_PTHREAD -> DebianLibrary.OPENBLAS_PTHREAD.path();
            case DEBIAN_OPENMP -> DebianLibrary.OPENBLAS_OPENMP.path();
            case DEBIAN_SERIAL -> DebianLibrary.OPENBLAS_SERIAL.path();
            case DEBIAN_ILP64_PTHREAD -> DebianLibrary.OPENBLAS64_PTHREAD.path();
            case JAVACPP_PTHREAD -> MavenLibrary.OPENBLAS.path();
        };
    }

    /** The real paths of all. Ask in the test itself, before the scenario. */
    public static Map<OpenBlasFlavour, String> paths() {
        Map<OpenBlasFlavour, String> paths = new EnumMap<>(OpenBlasFlavour.class);
        for (OpenBlasFlavour flavour : values()) {
            paths.put(flavour, flavour.path());
        }
        return paths;
    }

    /** What its threads are made with. */
    public String threadingLayer() {
        return threadingLayer;
    }

    /** A product of two matrices of this size. */
    public Dgemm dgemm(NativeCode blas, int size) {
        return this == DEBIAN_ILP64_PTHREAD ? Dgemm.ofIlp64(blas, size) : Dgemm.of(blas, size);
    }

    /** Makes the pool wider than one thread, where its threads are its own; OpenMP's are set by {@code OMP_NUM_THREADS}. */
    public void widen(NativeCode blas, int threads) {
        if (!threadingLayer.equals("openmp")) {
            blas.function("openblas_set_num_threads").invokeVoid(new Object[] {threads});
        }
    }
}
