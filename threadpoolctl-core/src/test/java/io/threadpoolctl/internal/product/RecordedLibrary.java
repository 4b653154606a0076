package io.threadpoolctl.internal.product;

import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A library of which nothing is there but the names that it exports, and what its functions would answer. */
final class RecordedLibrary implements LoadedLibrary {

    static final int SIZE = 0x1000;

    private static long nextBase = 0x10000;

    final long base = nextBase += SIZE;
    private final String path;
    private final Map<String, RecordedFunction> functions = new HashMap<>();
    private @Nullable RecordedLibrary dependency;

    RecordedLibrary(String path, String... exports) {
        this.path = path;
        for (String name : exports) {
            with(name, argument -> 0);
        }
    }

    /** Adds a function; it is given its argument, 0 if it has none. */
    RecordedLibrary with(String name, ToIntFunction<Integer> code) {
        return with(name, code, arguments -> {});
    }

    /** Adds a function that takes more than one number. */
    RecordedLibrary with(String name, ToIntFunction<Integer> code, Consumer<Object[]> arguments) {
        functions.put(name, new RecordedFunction(base + functions.size(), code, arguments));
        return this;
    }

    RecordedLibrary dependingOn(RecordedLibrary library) {
        dependency = library;
        return this;
    }

    /** How often a function was called. */
    int calls(String name) {
        return Objects.requireNonNull(functions.get(name), name).calls();
    }

    /** As an operating system says it: where the library begins that covers an address. */
    static long at(long address) {
        return address & -SIZE;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public @Nullable NativeFunction function(String symbol) {
        return functions.get(symbol);
    }

    @Override
    public @Nullable NativeFunction reachableFunction(String symbol) {
        NativeFunction own = function(symbol);
        return own != null || dependency == null ? own : dependency.reachableFunction(symbol);
    }
}
