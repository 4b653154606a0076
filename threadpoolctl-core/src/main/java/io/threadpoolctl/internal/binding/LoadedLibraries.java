package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.LoadedLibrary;
import java.util.List;
import java.util.function.Predicate;

/** The libraries that are loaded in this process, as one operating system lists them. */
interface LoadedLibraries {

    /**
     * Whether libraries may have been loaded since the last {@link #scan}. Costs next to nothing, may be asked by any
     * thread at any time, and errs on the side of {@code true}.
     */
    boolean mayHaveChanged();

    /**
     * Looks now. At most one thread at a time. An entry that cannot be read is left out.
     *
     * @param wanted asked once for each library; those it accepts are kept from being unloaded
     * @return the wanted ones, the same objects every time
     */
    List<LoadedLibrary> scan(Predicate<LoadedLibrary> wanted);

    /** Makes the next scan ask again for the libraries that were not wanted. Not beside a scan. */
    void reconsider();
}
