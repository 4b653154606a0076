package io.threadpoolctl;

import java.util.List;

/**
 * The backends of FlexiBLAS, the BLAS that passes every call on to another one.
 *
 * <p>Limits for {@code blas} reach the backend itself, by the rules of its product; so do limits for {@code flexiblas},
 * which follow each switch made here. Any thread may call any method.
 */
public interface FlexiBlas {

    /** The names of all backends that are configured. */
    List<String> availableBackends();

    /** The names of the backends that are loaded. */
    List<String> loadedBackends();

    /** The name of the backend that takes the calls. */
    String currentBackend();

    /**
     * Has another backend take the calls of the whole process, and loads it if it is not loaded. Open scopes go on: they
     * limit the new backend from its first call on. Switch while no call is running.
     *
     * @param nameOrPath one of {@link #availableBackends}, or the path of a library
     * @throws IllegalArgumentException if there is no such backend, it cannot be loaded, or it has 64-bit integers and this
     *     FlexiBLAS has not; the backend has not changed then
     * @throws IllegalStateException if FlexiBLAS does not switch to it; the backend has not changed then
     */
    void switchBackend(String nameOrPath);
}
