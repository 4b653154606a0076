package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Warning;
import io.threadpoolctl.internal.binding.NativeProcess;
import io.threadpoolctl.internal.product.Catalogue;
import io.threadpoolctl.internal.product.PooledLibrary;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The real libraries of this process. Even the class that stands for it is not loaded before it is asked. */
final class NativeLibraries implements LibrarySource {

    private final Catalogue catalogue;
    private final Warnings warnings;
    private final ProcessEnvironment environment = new ProcessEnvironment();
    private final Map<LoadedLibrary, PooledLibrary> recognised = new HashMap<>();

    NativeLibraries(Catalogue catalogue, Warnings warnings) {
        this.catalogue = catalogue;
        this.warnings = warnings;
    }

    @Override
    public boolean mayHaveChanged() {
        return NativeProcess.current().mayHaveChanged();
    }

    @Override
    public boolean mayLetGo() {
        return NativeProcess.current().mayLetGo();
    }

    @Override
    public boolean isAskingOwnFamily() {
        return catalogue.isAskingOwnFamily();
    }

    @Override
    public List<PooledLibrary> scan() {
        NativeProcess process = NativeProcess.current();
        process.problem()
                .ifPresent(problem ->
                        warnings.add(Warning.Kind.NO_NATIVE_ACCESS, null, String.valueOf(problem.getMessage())));
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
    public void forget(Collection<PooledLibrary> gone) {
        recognised.values().removeAll(gone);
        catalogue.forget(gone);
    }

    @Override
    public void register(LibraryFamily family) {
        catalogue.register(family);
        NativeProcess.current().reconsider();
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

    @Override
    public int prepareThread(int done) {
        return catalogue.firstLimitHooks().run(done);
    }

    private boolean recognise(LoadedLibrary loaded) {
        PooledLibrary library = catalogue.recognise(loaded);
        if (library != null) {
            recognised.put(loaded, library);
        }
        return library != null || catalogue.firstLimitHooks().areFor(loaded);
    }
}
