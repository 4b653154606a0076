package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import org.jspecify.annotations.Nullable;

/**
 * A module that is kept loaded. {@code GetProcAddress} does not look through the libraries it depends on, but what it finds
 * may be passed on to another module, and then it is not its own.
 */
final class WindowsLibrary implements LoadedLibrary {

    private final String path;
    private final ModuleEntry module;
    private final Kernel32 kernel32;
    private final Linker linker;

    WindowsLibrary(String path, ModuleEntry module, Kernel32 kernel32, Linker linker) {
        this.path = path;
        this.module = module;
        this.kernel32 = kernel32;
        this.linker = linker;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public @Nullable NativeFunction function(String symbol) {
        long address = kernel32.symbol(module.start(), symbol);
        return address != 0 && module.contains(address) ? linker.function(address) : null;
    }

    /** Finds its own functions and those it passes on; what it imports cannot be asked for by name. */
    @Override
    public @Nullable NativeFunction reachableFunction(String symbol) {
        long address = kernel32.symbol(module.start(), symbol);
        return address != 0 ? linker.function(address) : null;
    }

    @Override
    public String toString() {
        return path;
    }
}
