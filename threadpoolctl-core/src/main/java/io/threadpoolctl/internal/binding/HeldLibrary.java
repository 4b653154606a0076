package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.LoadedLibrary;

/** A library that is kept from being unloaded, until it is given back. */
interface HeldLibrary extends LoadedLibrary {

    /**
     * Lets it go if nobody else wants it; the last one to let it go runs its destructors. From now on no function of it may
     * be called, and it gives out none. Does nothing if it has been given back before.
     */
    void release();

    /**
     * Takes it back if it is still there, and then everything is where it was. If it is not, it is gone for good, whatever is
     * loaded in its place.
     *
     * @return whether its functions may be called again
     */
    boolean reacquire();
}
