package io.threadpoolctl.concurrent;

/** What one method call on the pool hands to the workers, in one or more parts. */
abstract class Job {
    int waitingParts; // owned by the JobQueue, guarded by its lock

    /** Runs the next part on the calling worker, the user's code under its limits. Reports failures by itself. */
    abstract void run(Limited limited);

    /** Gives up parts that no worker has taken, and fails whoever waits for them. */
    abstract void drop(int parts, RuntimeException reason);

    /** Gives up parts for a caller that wants what never ran, as {@code shutdownNow} does. */
    Runnable handBack(int parts, RuntimeException reason) {
        drop(parts, reason);
        return () -> {};
    }
}
