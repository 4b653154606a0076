package io.threadpoolctl.concurrent;

import java.lang.ref.Cleaner;
import org.slf4j.Logger;

/** What happens when the garbage collector finds a pool that nobody has ended: it is shut down, with a warning. */
final class Forgotten implements Runnable {
    static final Cleaner CLEANER = Cleaner.create();

    private final WorkerGroup workers;
    private final Logger log;

    Forgotten(WorkerGroup workers, Logger log) {
        this.workers = workers;
        this.log = log;
    }

    /** Only a shutdown: somebody may still be waiting for results of this pool. */
    @Override
    public void run() {
        if (workers.queue.isOpen()) {
            workers.queue.finish();
            log.warn("A thread pool was forgotten: {}. Its workers end now; close it when it is done", workers);
        }
    }
}
