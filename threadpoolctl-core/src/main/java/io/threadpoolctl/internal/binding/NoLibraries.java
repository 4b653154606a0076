package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.LoadedLibrary;
import java.util.List;
import java.util.function.Predicate;

/** The answer on a system whose libraries cannot be listed: there are none. */
final class NoLibraries implements LoadedLibraries {

    @Override
    public boolean mayHaveChanged() {
        return false;
    }

    @Override
    public List<LoadedLibrary> scan(Predicate<LoadedLibrary> wanted) {
        return List.of();
    }

    @Override
    public void reconsider() {}
}
