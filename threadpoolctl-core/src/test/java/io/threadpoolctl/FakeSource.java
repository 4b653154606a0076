package io.threadpoolctl;

import io.threadpoolctl.library.FakeFamily;
import io.threadpoolctl.library.LibraryFamily;
import io.threadpoolctl.library.PooledLibrary;
import io.threadpoolctl.library.ThreadControl;
import io.threadpoolctl.library.UserApi;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A process whose libraries are fakes. */
final class FakeSource implements LibrarySource {

    private final List<PooledLibrary> loaded = new CopyOnWriteArrayList<>();
    private volatile boolean changed = true;

    void load(String name, UserApi userApi, ThreadControl control) {
        loaded.add(FakeFamily.library(name, userApi, control));
        changed = true;
    }

    Threadpools pools() {
        return new Threadpools(new Engine(this, new Warnings()), library -> true);
    }

    @Override
    public boolean mayHaveChanged() {
        return changed;
    }

    @Override
    public List<PooledLibrary> scan() {
        changed = false;
        return List.copyOf(loaded);
    }

    @Override
    public void register(LibraryFamily family) {
        throw new UnsupportedOperationException("Fakes are loaded, not registered.");
    }

    @Override
    public Set<String> keys() {
        return Set.of("blas", "openmp", "fakeblas", "libfakeblas", "fakeomp", "libfakeomp");
    }
}
