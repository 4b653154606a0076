package io.threadpoolctl.actuate.measured;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads when it is asked, and tells the reading before. Whoever asks again within a second gets the same answer, so that all
 * who read at about the same time see the same, and no interval is too short to mean something.
 */
public final class Measurements {

    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SystemFiles files;
    private final NativeThreads nativeThreads;
    private final LongSupplier nanoTime;
    private final Totals totals = new Totals(); // guarded by this
    private @Nullable Reading last; // guarded by this
    private @Nullable Measured answer; // guarded by this

    Measurements(SystemFiles files, NativeThreads nativeThreads, LongSupplier nanoTime) {
        this.files = files;
        this.nativeThreads = nativeThreads;
        this.nanoTime = nanoTime;
    }

    /** Of this process. */
    public static Measurements ofThisProcess() {
        SystemFiles files = new SystemFiles(Path.of("/"));
        return new Measurements(
                files,
                new NativeThreads(
                        files, new JvmThreads(), ProcessHandle.current().pid()),
                System::nanoTime);
    }

    /** Reads anew if the last reading is a second old; {@code null} where the system does not tell. */
    public synchronized @Nullable Measured get() {
        long now = nanoTime.getAsLong();
        if (last == null || now - last.at() >= KEPT_NANOS) {
            Reading reading = Reading.take(now, files);
            answer = reading.threads().isEmpty() ? null : answer(reading, last);
            last = reading;
        }
        return answer;
    }

    /** All that was measured since the start, in seconds; not a number where the system does not tell. */
    public synchronized double total(Measure measure) {
        get();
        return totals.seconds(measure);
    }

    /** Whether a measure may be told here, found without reading. */
    public boolean mayTell(Measure measure) {
        return switch (measure) {
            case RUNNING, WAITING, NATIVE_RUNNING -> files.text("/proc/self/schedstat") != null;
            case THROTTLED -> new CpuGroup(files).throttledNanos() != null;
            case PRESSURE -> Pressure.someNanos(files.text("/proc/pressure/cpu")) != null;
            case GROUP_PRESSURE -> new CpuGroup(files).pressureNanos() != null;
        };
    }

    private Measured answer(Reading reading, @Nullable Reading before) {
        Map<Long, ThreadTimes> added = reading.since(before);
        Set<Long> ofLibraries = nativeThreads.among(reading.threads());
        ThreadTimes sum = Reading.sum(added);
        ProcessorUse lately = before == null
                ? null
                : ProcessorUse.of(
                        reading.at() - before.at(),
                        sum,
                        Reading.runNanos(added, ofLibraries),
                        more(before.throttled(), reading.throttled()),
                        more(before.pressure(), reading.pressure()),
                        more(before.groupPressure(), reading.groupPressure()));
        totals.add(Measure.RUNNING, sum.runNanos());
        totals.add(Measure.WAITING, sum.waitNanos());
        totals.add(Measure.NATIVE_RUNNING, Reading.runNanos(added, ofLibraries));
        if (before != null) {
            totals.add(Measure.THROTTLED, more(before.throttled(), reading.throttled()));
            totals.add(Measure.PRESSURE, more(before.pressure(), reading.pressure()));
            totals.add(Measure.GROUP_PRESSURE, more(before.groupPressure(), reading.groupPressure()));
        }
        return new Measured(sinceStart(reading, ofLibraries), lately);
    }

    private static ProcessorUse sinceStart(Reading reading, @Nullable Set<Long> ofLibraries) {
        return ProcessorUse.of(
                TimeUnit.MILLISECONDS.toNanos(
                        ManagementFactory.getRuntimeMXBean().getUptime()),
                Reading.sum(reading.threads()),
                Reading.runNanos(reading.threads(), ofLibraries),
                null,
                null,
                null);
    }

    private static @Nullable Long more(@Nullable Long before, @Nullable Long after) {
        return before == null || after == null ? null : Math.max(0, after - before);
    }
}
