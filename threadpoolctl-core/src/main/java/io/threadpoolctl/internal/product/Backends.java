package io.threadpoolctl.internal.product;

import java.util.List;

/**
 * A library that hands its calls on to one of several backends, as FlexiBLAS does. Not for use outside this project.
 *
 * <p>To switch: {@link #load}, then {@link #leave}, then {@link #enter}, by one thread at a time.
 */
public interface Backends {

    /** The names of all backends that are configured. */
    List<String> available();

    /** The names of the backends that are loaded, in order. */
    List<String> loaded();

    /** The name of the backend that takes the calls. */
    String current();

    /**
     * Loads a backend if it is not loaded.
     *
     * @param nameOrPath one of {@link #available}, or the path of a library
     * @return what {@link #enter} wants
     * @throws IllegalArgumentException if there is no such backend, or it cannot be used
     */
    int load(String nameOrPath);

    /** Says that the backend is about to change: from now on its count is not to be set, nor after {@link #enter}. */
    void leave();

    /**
     * Switches, and says that the change is over.
     *
     * @param index what {@link #load} gave
     * @throws IllegalStateException if the library refuses; the backend has not changed then
     */
    void enter(int index);
}
