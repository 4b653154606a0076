package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import org.jspecify.annotations.Nullable;

/**
 * A library behind an open handle of macOS's loader. {@code dlsym} looks through the libraries it depends on as well, so a
 * symbol counts as its own only if the loader says that it lies in this image.
 */
final class MacLibrary implements LoadedLibrary {

    private final MacLibraries.Image image;
    private final long handle;
    private final DynamicLoader loader;
    private final Linker linker;

    MacLibrary(MacLibraries.Image image, long handle, DynamicLoader loader, Linker linker) {
        this.image = image;
        this.handle = handle;
        this.loader = loader;
        this.linker = linker;
    }

    @Override
    public String path() {
        return image.path();
    }

    @Override
    public @Nullable NativeFunction function(String symbol) {
        long address = loader.symbol(handle, symbol);
        return address != 0 && loader.baseAt(address) == image.header() ? linker.function(address) : null;
    }

    @Override
    public @Nullable NativeFunction reachableFunction(String symbol) {
        long address = loader.symbol(handle, symbol);
        return address != 0 ? linker.function(address) : null;
    }

    @Override
    public String toString() {
        return image.path();
    }
}
