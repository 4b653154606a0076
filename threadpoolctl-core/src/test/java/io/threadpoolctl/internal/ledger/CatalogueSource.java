package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.internal.product.Catalogue;
import io.threadpoolctl.internal.product.PooledLibrary;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A process whose libraries export nothing, recognised by real families. */
final class CatalogueSource implements LibrarySource {

    private final Catalogue catalogue;
    private final Map<String, @Nullable PooledLibrary> loaded = new LinkedHashMap<>();
    private final List<String> unseen = new ArrayList<>();

    CatalogueSource(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    synchronized void load(String path) {
        unseen.add(path);
    }

    @Override
    public synchronized boolean mayHaveChanged() {
        return !unseen.isEmpty();
    }

    @Override
    public boolean isAskingOwnFamily() {
        return catalogue.isAskingOwnFamily();
    }

    @Override
    public synchronized List<PooledLibrary> scan() {
        for (String path : List.copyOf(unseen)) {
            loaded.put(path, catalogue.recognise(new Empty(path)));
            unseen.remove(path);
        }
        return loaded.values().stream().filter(library -> library != null).toList();
    }

    @Override
    public synchronized void register(LibraryFamily family) {
        catalogue.register(family);
        loaded.forEach((path, library) -> {
            if (library == null) {
                unseen.add(path);
            }
        });
    }

    @Override
    public int prepareThread(int done) {
        return catalogue.firstLimitHooks().run(done);
    }

    @Override
    public Set<String> keys() {
        return catalogue.keys();
    }

    private record Empty(String path) implements LoadedLibrary {

        @Override
        public @Nullable NativeFunction function(String symbol) {
            return null;
        }

        @Override
        public @Nullable NativeFunction reachableFunction(String symbol) {
            return null;
        }
    }
}
