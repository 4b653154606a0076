package io.threadpoolctl;

import io.threadpoolctl.library.Backends;
import java.util.List;

/**
 * The backends of FlexiBLAS, the BLAS that passes every call on to another one.
 *
 * <p>Limits for {@code blas} reach the backend itself, by the rules of its product; so do limits for {@code flexiblas},
 * which follow each switch made here.
 */
public final class FlexiBlas {

    private final Engine engine;
    private final Backends backends;

    FlexiBlas(Engine engine, Backends backends) {
        this.engine = engine;
        this.backends = backends;
    }

    /** The names of all backends that are configured. */
    public List<String> availableBackends() {
        return backends.available();
    }

    /** The names of the backends that are loaded. */
    public List<String> loadedBackends() {
        return backends.loaded();
    }

    /** The name of the backend that takes the calls. */
    public String currentBackend() {
        return backends.current();
    }

    /**
     * Has another backend take the calls of the whole process, and loads it if it is not loaded. Open scopes go on: they
     * limit the new backend from its first call on. Switch while no call is running.
     *
     * @param nameOrPath one of {@link #availableBackends}, or the path of a library
     * @throws IllegalArgumentException if there is no such backend, it cannot be loaded, or it has 64-bit integers and this
     *     FlexiBLAS has not; the backend has not changed then
     * @throws IllegalStateException if FlexiBLAS does not switch to it; the backend has not changed then
     */
    public void switchBackend(String nameOrPath) {
        engine.switchBackend(backends, nameOrPath);
    }

    @Override
    public String toString() {
        return "FlexiBLAS on " + currentBackend();
    }
}
