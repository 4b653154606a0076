package io.threadpoolctl.concurrent;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way out for exceptions that no result carries: those of callbacks and of runnables given to {@code execute}. */
final class Uncaught {
    private static final Logger log = LoggerFactory.getLogger(ThreadPool.class);

    private Uncaught() {}

    /** Tells the calling thread's handler; harms nobody, even if the handler itself fails. */
    static void report(Throwable failure) {
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        } catch (Throwable failedHandler) {
            log.error("The uncaught exception handler of {} failed on {}", thread.getName(), failure, failedHandler);
        }
    }

    /** The handler of workers made by the pool: the application's default one, or else the log. */
    static void handle(Thread thread, Throwable failure) {
        Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
        if (handler == null) {
            log.error("Uncaught exception in {}; the worker goes on", thread.getName(), failure);
        } else {
            handler.uncaughtException(thread, failure);
        }
    }
}
