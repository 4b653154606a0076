package io.threadpoolctl.actuate;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.threadpoolctl.ScopeTimes;
import io.threadpoolctl.actuate.measured.Measurements;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** The native thread pools and what limits them, as meters whose names begin with {@code threadpoolctl}. */
final class ThreadpoolMetrics implements MeterBinder, ApplicationListener<ApplicationReadyEvent> {

    private final RecentSnapshot recent;
    private final @Nullable ScopeTimes times;
    private final Measurements measurements;
    private volatile boolean ready;
    private final List<PoolMeters> bound = new CopyOnWriteArrayList<>(); // registries refer to them weakly

    /** @param times how long scopes are open, {@code null} if that is not to be measured */
    ThreadpoolMetrics(RecentSnapshot recent, @Nullable ScopeTimes times, Measurements measurements) {
        this.recent = recent;
        this.times = times;
        this.measurements = measurements;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        PoolMeters pools = new PoolMeters(registry, recent);
        bound.add(pools);
        Gauge.builder("threadpoolctl.libraries", pools, PoolMeters::addNew)
                .description("Native libraries with a thread pool")
                .register(registry);
        Gauge.builder(
                        "threadpoolctl.scopes.open",
                        recent,
                        snapshot -> snapshot.get().openScopes())
                .description("Open scopes")
                .register(registry);
        FunctionCounter.builder(
                        "threadpoolctl.scopes.opened",
                        recent,
                        snapshot -> snapshot.get().openedScopes())
                .description("Scopes opened")
                .register(registry);
        if (times != null) {
            FunctionTimer.builder(
                            "threadpoolctl.scopes.time",
                            times,
                            ScopeTimes::count,
                            ScopeTimes::totalNanos,
                            TimeUnit.NANOSECONDS)
                    .description("How long scopes were open that are closed")
                    .register(registry);
        }
        new MeasuredMeters(measurements, registry).add();
        if (ready) {
            pools.addNew();
        }
    }

    /** Not while the application starts, and beside what follows: it has to wait for the first look into native code. */
    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        ready = true;
        Thread thread = new Thread(null, () -> bound.forEach(PoolMeters::addNew), "threadpoolctl-meters", 0, false);
        thread.setContextClassLoader(null);
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError noThread) {
            // They are added when the number of libraries is read.
        }
    }
}
