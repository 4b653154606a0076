package io.threadpoolctl.spi;

import io.threadpoolctl.UserApi;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a product with a thread pool: how to recognise it and how to take hold of it.
 *
 * <p>A family of one's own is found by {@link java.util.ServiceLoader}. Its methods may be called by any thread.
 */
public interface LibraryFamily {

    /** What a user names to limit libraries of this family. */
    UserApi userApi();

    /** The product, in lower case, such as {@code openblas}. */
    String internalApi();

    /** How the file names of this product begin, in lower case, such as {@code libopenblas}. At least one. */
    List<String> prefixes();

    /**
     * Takes hold of a library if it is of this family.
     *
     * <p>Decide by the functions the library itself exports, not by its name: files get renamed. This is asked once for
     * each library that is loaded, so ask for the most telling symbol first, and call nothing that may load libraries,
     * block or end the process. Some functions are not given out, since no time to call them is safe: to ask for one throws,
     * and the library is left alone.
     *
     * @return {@code null} if the library is not of this family
     */
    @Nullable
    ThreadControl recognise(LoadedLibrary library);

    /**
     * What has to be done on each thread before its first limit because of a library, which need not be of this family: for
     * libraries that set thread counts of their own accord when a thread first uses them.
     *
     * <p>Asked once for each library that is loaded, beside {@link #recognise} and under its rules.
     *
     * @return {@code null} for nothing, as for nearly all libraries
     */
    default @Nullable FirstLimitHook firstLimitHook(LoadedLibrary library) {
        return null;
    }
}
