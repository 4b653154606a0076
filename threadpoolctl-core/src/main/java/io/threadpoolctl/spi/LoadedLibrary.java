package io.threadpoolctl.spi;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One shared library that is loaded in this process. Safe for use by many threads. */
public interface LoadedLibrary {

    /**
     * The path of the file the library was loaded from, with links resolved as far as the operating system tells; the
     * file itself may have been deleted since.
     */
    String path();

    /**
     * The name by which the loader knows the library: the path that somebody opened, with links as they are. That is where
     * a library looks that searches for files beside itself.
     */
    default String loadedAs() {
        return path();
    }

    /**
     * A function that lies in this very library.
     *
     * @param symbol the C name, exactly as exported
     * @return {@code null} if the library does not export it; a function of a library that this one depends on does not
     *     count
     */
    @Nullable
    NativeFunction function(String symbol);

    /**
     * A function as this library itself would find it: in it or in one of the libraries it depends on.
     *
     * @param symbol the C name, exactly as exported
     * @return {@code null} if there is none
     */
    @Nullable
    NativeFunction reachableFunction(String symbol);

    /** Whether this very library exports the function. */
    default boolean exports(String symbol) {
        return function(symbol) != null;
    }

    /** The last part of the path in lower case, such as {@code libopenblasp-r0.3.21.so}. */
    default String fileName() {
        String path = path();
        int slash = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
        return path.substring(slash + 1).toLowerCase(Locale.ROOT);
    }

    /**
     * What tells this loaded library from all others in the process, whatever they are called: a {@link String} or a {@link
     * Long} that is the same for everybody who looks.
     */
    default Object identity() {
        return path();
    }
}
