package io.threadpoolctl.spring;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ends what is held for too long, on a thread that is there only while anything is held. */
final class HoldTimers {

    private static final long KEPT_ALIVE_SECONDS = 10;

    private final long afterNanos;
    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, HoldTimers::thread);

    HoldTimers(Duration after) {
        afterNanos = TimeUnit.NANOSECONDS.convert(after);
        timers.setRemoveOnCancelPolicy(true);
        timers.setKeepAliveTime(KEPT_ALIVE_SECONDS, TimeUnit.SECONDS);
        timers.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(null, task, "threadpoolctl-holds", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }

    /**
     * Ends it when the time is over, unless it has ended or was dropped by then.
     *
     * @param ended is run if that was necessary
     */
    void end(Hold hold, Runnable ended) {
        WeakReference<Hold> held = new WeakReference<>(hold); // or nobody would notice that it was dropped
        try {
            hold.timer(timers.schedule(() -> end(held, ended), afterNanos, TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException | OutOfMemoryError noTimer) {
            // It is held until its result ends or is dropped.
        }
    }

    private static void end(WeakReference<Hold> held, Runnable ended) {
        Hold hold = held.get();
        if (hold != null && hold.endIfOpen()) {
            ended.run();
        }
    }

    /** What is held now is still ended in time. */
    void close() {
        timers.shutdown();
    }
}
