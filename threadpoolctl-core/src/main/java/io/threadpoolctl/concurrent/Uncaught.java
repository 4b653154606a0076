package io.threadpoolctl.concurrent;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way out for exceptions that no result carries: those of callbacks and of runnables given to {@code execute}. */
final class Uncaught {
    private static final Logger log = LoggerFactory.getLogger(ThreadPool.class);

    private Uncaught() {}

    /** Tells the calling thread's handler; harms nobody, even if the handler fails, and the log as well. */
    static void report(Throwable failure) {
        report(failure, log);
    }

    static void report(Throwable failure, Logger log) {
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        } catch (Throwable failedHandler) {
            logQuietly(failure, failedHandler, log);
        }
    }

    private static void logQuietly(Throwable failure, Throwable failedHandler, Logger log) {
        try {
            String name = Thread.currentThread().getName();
            log.error("The uncaught exception handler of {} failed on {}", name, failure, failedHandler);
        } catch (Throwable failedLog) {
            // nobody is left to tell
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
