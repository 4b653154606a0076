package io.threadpoolctl;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one loaded library. What is not known is {@code null}, never a made-up text.
 *
 * @param userApi what a user names
 * @param internalApi the product, such as {@code openblas}
 * @param prefix the beginning of the file name by which the product is known, such as {@code libopenblas}
 * @param filepath where the library was loaded from; the file may have been deleted since
 * @param version as the library itself reports it
 * @param numThreads the most threads that a call into the library uses now; for a library whose {@code reach} is {@link
 *     Reach#THREAD}, a call by the thread that asked. {@code null} if it cannot be asked without harm
 * @param threadingLayer what the library makes its threads with, such as {@code pthreads} or {@code openmp}
 * @param architecture the processor type the library has chosen its code for
 * @param reach what a limit reaches
 * @param details what this family alone knows, by name; unmodifiable
 */
public record LibraryInfo(
        UserApi userApi,
        String internalApi,
        String prefix,
        String filepath,
        @Nullable String version,
        @Nullable Integer numThreads,
        @Nullable String threadingLayer,
        @Nullable String architecture,
        Reach reach,
        Map<String, Object> details) {

    /** Copies the details. */
    public LibraryInfo {
        Objects.requireNonNull(userApi, "userApi");
        Objects.requireNonNull(internalApi, "internalApi");
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(filepath, "filepath");
        Objects.requireNonNull(reach, "reach");
        details = Map.copyOf(details);
    }

    /** The same library with another number of threads. */
    public LibraryInfo withNumThreads(@Nullable Integer threads) {
        return new LibraryInfo(
                userApi, internalApi, prefix, filepath, version, threads, threadingLayer, architecture, reach, details);
    }
}
