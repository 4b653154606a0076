package io.threadpoolctl.spi;

/**
 * What is done on a thread before its first limit, for a library that sets thread counts of its own accord when a thread
 * first uses it. PyTorch does: its first operation on a thread sets that thread's counts of OpenMP and MKL, so a limit that
 * was set before would be overwritten inside the scope, and the wrong value put back after it. Brought to do so before
 * anything is read or set, the library does it no more.
 */
@FunctionalInterface
public interface FirstLimitHook {

    /**
     * Brings the library to set what it sets on the calling thread. Called once on each thread that limits, before its
     * counts are first read or set, and never on a thread that only looks.
     *
     * <p>Not called as long as the library's OpenMP runtime may not be called. Neither blocks nor logs.
     */
    void beforeFirstLimit();
}
