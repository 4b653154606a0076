package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.NativeFunction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A library behind an open handle of macOS's loader. {@code dlsym} looks through the libraries it depends on as well, so a
 * symbol counts as its own only if the loader says that it lies in this image.
 */
final class MacLibrary implements HeldLibrary {

    private final MacLibraries.Image image;
    private final DynamicLoader loader;
    private final Linker linker;
    private volatile long handle;
    private volatile @Nullable String nameInPlace;

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
        long address = address(symbol);
        return address != 0 && loader.baseAt(address) == image.header() ? linker.function(address) : null;
    }

    @Override
    public @Nullable NativeFunction reachableFunction(String symbol) {
        long address = address(symbol);
        return address != 0 ? linker.function(address) : null;
    }

    private long address(String symbol) {
        return handle == 0 ? 0 : loader.symbol(handle, symbol);
    }

    @Override
    public void release() {
        long held = handle;
        if (held != 0) {
            nameInPlace = loader.nameAt(image.header());
            handle = 0;
            loader.close(held);
        }
    }

    @Override
    public boolean reacquire() {
        if (handle == 0) {
            long opened = loader.open(image.path());
            if (opened != 0 && Objects.equals(nameInPlace, loader.nameAt(image.header()))) {
                handle = opened;
            } else {
                loader.closeIfOpen(opened);
            }
        }
        return handle != 0;
    }

    @Override
    public String toString() {
        return image.path();
    }
}
