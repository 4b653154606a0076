package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.NativeFunction;
import org.jspecify.annotations.Nullable;

/**
 * A module that is kept loaded. {@code GetProcAddress} does not look through the libraries it depends on, but what it finds
 * may be passed on to another module, and then it is not its own.
 */
final class WindowsLibrary implements HeldLibrary {

    private final String path;
    private final ModuleEntry module;
    private final Kernel32 kernel32;
    private final Linker linker;
    private volatile boolean held = true;

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
        long address = address(symbol);
        return address != 0 && module.contains(address) ? linker.function(address) : null;
    }

    /** Finds its own functions and those it passes on; what it imports cannot be asked for by name. */
    @Override
    public @Nullable NativeFunction reachableFunction(String symbol) {
        long address = address(symbol);
        return address != 0 ? linker.function(address) : null;
    }

    private long address(String symbol) {
        return held ? kernel32.symbol(module.start(), symbol) : 0;
    }

    @Override
    public void release() {
        if (held) {
            held = false;
            kernel32.release(module.start());
        }
    }

    @Override
    public boolean reacquire() {
        if (!held) {
            long handle = kernel32.keep(module.start());
            held = handle == module.start() && path.equals(kernel32.fileName(handle));
            if (!held && handle != 0) {
                kernel32.release(handle);
            }
        }
        return held;
    }

    @Override
    public String toString() {
        return path;
    }
}
