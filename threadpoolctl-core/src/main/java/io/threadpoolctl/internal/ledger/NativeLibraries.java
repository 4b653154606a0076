package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Limits;
import io.threadpoolctl.NativeAccessException;
import io.threadpoolctl.internal.binding.NativeProcess;
import io.threadpoolctl.internal.product.Catalogue;
import io.threadpoolctl.internal.product.PooledLibrary;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The real libraries of this process. */
final class NativeLibraries implements LibrarySource {

    private final NativeProcess process;
    private final Catalogue catalogue;
    private final ProcessEnvironment environment;
    private final Map<LoadedLibrary, PooledLibrary> recognised = new HashMap<>();

    private final Consumer<NativeAccessException> problems;

    /** @param problems takes why native code cannot be reached, at each look */
    NativeLibraries(NativeProcess process, Catalogue catalogue, Consumer<NativeAccessException> problems) {
        this.process = process;
        this.problems = problems;
        this.catalogue = catalogue;
        this.environment = new ProcessEnvironment(process);
    }

    @Override
    public boolean mayHaveChanged() {
        return process.mayHaveChanged();
    }

    @Override
    public List<PooledLibrary> scan() {
        process.problem().ifPresent(problems);
        List<PooledLibrary> libraries = new ArrayList<>();
        for (LoadedLibrary loaded : process.libraries(this::recognise)) {
            PooledLibrary library = recognised.get(loaded);
            if (library != null) {
                libraries.add(library);
            }
        }
        return libraries;
    }

    @Override
    public void register(LibraryFamily family) {
        catalogue.register(family);
        process.reconsider();
    }

    @Override
    public void unregister(LibraryFamily family) {
        catalogue.unregister(family);
    }

    @Override
    public Set<String> keys() {
        return catalogue.keys();
    }

    @Override
    public void prepare(Limits limits) {
        environment.set(limits);
    }

    private boolean recognise(LoadedLibrary loaded) {
        PooledLibrary library = catalogue.recognise(loaded);
        if (library != null) {
            recognised.put(loaded, library);
        }
        return library != null;
    }
}
