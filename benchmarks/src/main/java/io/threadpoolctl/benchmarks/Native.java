package io.threadpoolctl.benchmarks;

import io.threadpoolctl.binding.LoadedLibrary;
import io.threadpoolctl.binding.NativeFunction;
import io.threadpoolctl.binding.NativeProcess;
import java.util.List;
import java.util.Objects;

/** The libraries that are measured, and their functions through the binding that threadpoolctl itself uses. */
final class Native {

    /** Debian's package {@code libopenblas0-pthread}: its count reaches the process. */
    static final String OPENBLAS =
            System.getProperty("benchmarks.openblas", "/usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblas.so.0");

    /** GNU's OpenMP runtime: its count reaches the thread. */
    static final String LIBGOMP = System.getProperty("benchmarks.libgomp", "/usr/lib/x86_64-linux-gnu/libgomp.so.1");

    private Native() {}

    /** Loads a library and finds one of its functions. */
    static NativeFunction function(String library, String name) {
        System.load(library);
        List<LoadedLibrary> having = NativeProcess.current().libraries(loaded -> loaded.exports(name));
        return Objects.requireNonNull(having.get(0).function(name));
    }
}
