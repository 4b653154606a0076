package io.threadpoolctl.concurrent;

import java.util.concurrent.CancellationException;

/** What methods that declare no checked exception do when their caller is interrupted. */
final class Interrupts {
    private Interrupts() {}

    /** Keeps the interrupted status; the exception is to be thrown. */
    static CancellationException asUnchecked(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        CancellationException unchecked = new CancellationException("Interrupted while waiting for the pool");
        unchecked.initCause(interrupted);
        return unchecked;
    }
}
