package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.TestThreadpools;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.internal.product.FakeFamily;
import io.threadpoolctl.internal.product.PooledLibrary;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.ThreadControl;
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

    void load(PooledLibrary library) {
        loaded.add(library);
        changed = true;
    }

    /** As a scan does that no longer finds it. */
    void unload(PooledLibrary library) {
        loaded.remove(library);
    }

    Threadpools pools() {
        return TestThreadpools.over(new Ledger(this, new Warnings()));
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
