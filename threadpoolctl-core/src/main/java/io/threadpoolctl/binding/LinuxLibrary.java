package io.threadpoolctl.binding;

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

    LinuxLibrary(MappedModule module, long handle, DynamicLoader loader, Linker linker) {
        this.module = module;
        this.handle = handle;
        this.loader = loader;
        this.linker = linker;
    }

    @Override
    public String path() {
        return module.path();
    }

    @Override
    public String loadedAs() {
        String name = loader.nameAt(module.start());
        return name == null || name.isEmpty() ? path() : name;
    }

    @Override
    public @Nullable NativeFunction function(String symbol) {
        long address = loader.symbol(handle, symbol);
        return address != 0 && module.contains(address) ? linker.function(address) : null;
    }

    @Override
    public @Nullable NativeFunction reachableFunction(String symbol) {
        long address = loader.symbol(handle, symbol);
        return address != 0 ? linker.function(address) : null;
    }

    @Override
    public boolean exports(String symbol) {
        long address = loader.symbol(handle, symbol);
        return address != 0 && module.contains(address);
    }

    @Override
    public String toString() {
        return module.path();
    }
}
