package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.LoadedLibrary;
import java.util.List;
import java.util.function.Predicate;

/** The libraries that are loaded in this process, as one operating system lists them. */
interface LoadedLibraries {

    /**
     * Whether libraries may have been loaded since the last {@link #scan} began to look. Costs next to nothing and may be
     * asked by any thread at any time. Whoever has loaded a library, or knows of it from the one who has, is told {@code
     * true} until a scan has seen it; each system says what it cannot tell.
     *
     * <p>That a scan has seen it does not mean that its caller has dealt with it: ask this first, and then whether anybody is
     * still busy with what was found.
     */
    boolean mayHaveChanged();

    /**
     * Looks now. At most one thread at a time. An entry that cannot be read is left out.
     *
     * @param wanted asked once for each library; those it accepts are held until they are given back
     * @return the wanted ones, the same objects every time
     */
    List<LoadedLibrary> scan(Predicate<LoadedLibrary> wanted);

    /** Whether libraries that are not wanted are held until a later scan finds that they can be let go. */
    default boolean mayLetGo() {
        return false;
    }

    /** Whether a library that was given back is told from every other one when it is taken again, and that was tried. */
    default boolean canGiveBack() {
        return false;
    }

    /** Whether a library of this path is loaded at this moment; where that cannot be told for little, it is. */
    default boolean isLoaded(String path) {
        return true;
    }

    /** Makes the next scan ask again for the libraries that were not wanted. Not beside a scan. */
    void reconsider();
}
