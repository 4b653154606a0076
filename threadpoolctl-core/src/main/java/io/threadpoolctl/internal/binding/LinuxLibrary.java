package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import org.jspecify.annotations.Nullable;

/**
 * A library behind an open handle of the loader. {@code dlsym} looks through the libraries it depends on as well, so a
 * symbol counts as its own only if the address lies in its own mapping.
 */
final class LinuxLibrary implements LoadedLibrary {

    private final MappedModule module;
    private final long handle;
    private final DynamicLoader loader;
    private final Linker linker;
    private final NameFilter names;

    LinuxLibrary(MappedModule module, long handle, DynamicLoader loader, Linker linker, NameFilter names) {
        this.module = module;
        this.handle = handle;
        this.loader = loader;
        this.linker = linker;
        this.names = names;
    }

    @Override
    public String path() {
        return module.path();
    }

    @Override
    public Object identity() {
        return handle;
    }

    @Override
    public String loadedAs() {
        String name = loader.nameAt(module.start());
        return name == null || name.isEmpty() ? path() : name;
    }

    @Override
    public @Nullable NativeFunction function(String symbol) {
        long address = own(symbol);
        return address != 0 ? linker.function(address) : null;
    }

    @Override
    public @Nullable NativeFunction reachableFunction(String symbol) {
        long address = loader.symbol(handle, symbol);
        return address != 0 ? linker.function(address) : null;
    }

    @Override
    public boolean exports(String symbol) {
        return own(symbol) != 0;
    }

    private long own(String symbol) {
        long address = names.mayContain(symbol) ? loader.symbol(handle, symbol) : 0;
        return module.contains(address) ? address : 0;
    }

    @Override
    public String toString() {
        return module.path();
    }
}
