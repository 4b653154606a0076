package io.threadpoolctl.spark;

import io.threadpoolctl.Registration;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.ThreadpoolsSnapshot;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.spark.api.plugin.PluginContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the driver what pools an executor has, at first and when that has changed. Is asked to look when a task has ended,
 * and looks once a second at most; without tasks there is no thread.
 */
final class PoolReports implements Registration {

    private static final Logger LOG = LoggerFactory.getLogger(PoolReports.class);
    private static final String NAME = "threadpoolctl-reports";
    private static final long SECONDS_BETWEEN_LOOKS = 1;
    private static final long SECONDS_BEFORE_END = 10;

    private final PluginContext context;
    private final Settings settings;
    private final Threadpools pools;
    private final Consumer<ThreadpoolsSnapshot> listener;
    private final AtomicBoolean planned = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, PoolReports::newThread);
    private @Nullable PoolReport last;

    /** @param listener told of what was seen */
    PoolReports(PluginContext context, Settings settings, Threadpools pools, Consumer<ThreadpoolsSnapshot> listener) {
        this.context = context;
        this.settings = settings;
        this.pools = pools;
        this.listener = listener;
        thread.setKeepAliveTime(SECONDS_BEFORE_END, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
    }

    private static Thread newThread(Runnable work) {
        Thread thread = new Thread(work, NAME);
        thread.setDaemon(true);
        return thread;
    }

    /** Looks within a second. */
    void lookSoon() {
        if (!planned.get() && planned.compareAndSet(false, true)) {
            try {
                Future<?> unused = thread.schedule(this::look, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
            } catch (RejectedExecutionException | OutOfMemoryError shuttingDownOrNoThread) {
                planned.set(false);
            }
        }
    }

    /** Looks now, and tells the driver if something has changed. */
    synchronized void look() {
        planned.set(false);
        try {
            ThreadpoolsSnapshot snapshot = pools.snapshot();
            listener.accept(snapshot);
            PoolReport report = PoolReport.of(context.executorID(), settings, snapshot);
            if (!report.equals(last)) {
                context.send(report.asMessage());
                last = report;
            }
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.debug("The driver could not be told of native pools.", e); // it may be about to end
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        look();
    }
}
