package io.threadpoolctl.internal.binding;

/** A native function that calls back into Java. */
interface Upcall {

    /** Runs the body below a native frame, on the calling thread. */
    void run(Runnable body);
}
