package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Limits;
import io.threadpoolctl.internal.product.PooledLibrary;
import io.threadpoolctl.spi.LibraryFamily;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Where libraries come from. */
interface LibrarySource {

    /** Whether {@link #scan} may find more than last time; costs next to nothing. */
    boolean mayHaveChanged();

    /** The recognised libraries that are loaded now, the same objects every time. One thread at a time. */
    List<PooledLibrary> scan();

    /** Whether a later {@link #scan} may let go of libraries; costs next to nothing. */
    default boolean mayLetGo() {
        return false;
    }

    /** Whether the scan that goes on is waiting for a family of the user's. */
    default boolean isAskingOwnFamily() {
        return false;
    }

    /** Forgets libraries that have been unloaded. Not beside a scan. */
    default void forget(Collection<PooledLibrary> gone) {}

    /** Adds a family; the next scan asks it about every library. Not beside a scan. */
    void register(LibraryFamily family);

    /** Takes a family back that was added; what it has recognised stays. Not beside a scan. */
    default void unregister(LibraryFamily family) {}

    /**
     * Has libraries that set thread counts at a thread's first use do so now, on the calling thread; costs next to nothing
     * where there is nothing to do.
     *
     * @param done what the last call on this thread returned, 0 at first
     * @return how far it has come
     */
    default int prepareThread(int done) {
        return done;
    }

    /** The names that are known whether or not their libraries are loaded. */
    Set<String> keys();

    /** Lets libraries that are loaded later begin under these limits. One thread at a time. */
    default void prepare(Limits limits) {}
}
