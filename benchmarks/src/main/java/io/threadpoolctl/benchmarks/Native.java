package io.threadpoolctl.benchmarks;

import io.threadpoolctl.Threadpools;
import io.threadpoolctl.internal.binding.NativeProcess;
import io.threadpoolctl.spi.NativeFunction;
import java.util.Objects;

/** The libraries that are measured, and their functions through the binding that threadpoolctl itself uses. */
final class Native {

    /** Debian's package {@code libopenblas0-pthread}: its count reaches the process. */
    static final String OPENBLAS =
            System.getProperty("benchmarks.openblas", "/usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblas.so.0");

    /** GNU's OpenMP runtime: its count reaches the thread. */
    static final String LIBGOMP = System.getProperty("benchmarks.libgomp", "/usr/lib/x86_64-linux-gnu/libgomp.so.1");

    /** A library that has no pool, to be mapped many times. */
    static final String LIBZ = System.getProperty("benchmarks.libz", "/usr/lib/x86_64-linux-gnu/libz.so.1");

    private Native() {}

    /** Loads a library and finds one of its functions. */
    static NativeFunction function(String library, String name) {
        System.load(library);
        Threadpools.ofProcess().refresh(); // each library is offered once, and to threadpoolctl first
        return NativeProcess.current().libraries(offered -> false).stream()
                .map(loaded -> loaded.function(name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }
}
