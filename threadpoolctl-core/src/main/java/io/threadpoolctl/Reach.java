package io.threadpoolctl;

/** What a library's setter reaches. */
public enum Reach {

    /** All threads of the process. */
    PROCESS,

    /** The operating-system thread that calls the setter, and no other. */
    THREAD,

    /** Not known; treated like {@link #PROCESS}, and what was set is read back. */
    UNKNOWN
}
