package io.threadpoolctl.actuate.measured;

import org.jspecify.annotations.Nullable;

/**
 * How the threads that are alive got along with the processors for a while; all times are in seconds. What the system does not
 * tell is left out.
 *
 * @param seconds for how long it was measured
 * @param running how long threads ran, added up
 * @param waiting how long they could have run and waited for a processor, added up
 * @param waitingShare the part of both that they waited, 0 to 1
 * @param nativeRunning how long threads ran that are neither the JVM's own nor Java code's: native libraries' workers
 * @param throttled how long the quota stopped threads, added up
 * @param pressure how long some thread of the machine waited for a processor
 * @param groupPressure the same of the control group that this process is in
 */
public record ProcessorUse(
        double seconds,
        double running,
        double waiting,
        double waitingShare,
        @Nullable Double nativeRunning,
        @Nullable Double throttled,
        @Nullable Double pressure,
        @Nullable Double groupPressure) {

    private static final double NANOS = 1e9;
    private static final double SHOWN = 1e3;

    static ProcessorUse of(
            long nanos,
            ThreadTimes all,
            @Nullable Long nativeRun,
            @Nullable Long throttled,
            @Nullable Long pressure,
            @Nullable Long groupPressure) {
        long both = all.runNanos() + all.waitNanos();
        return new ProcessorUse(
                seconds(nanos),
                seconds(all.runNanos()),
                seconds(all.waitNanos()),
                both == 0 ? 0 : rounded((double) all.waitNanos() / both),
                orNothing(nativeRun),
                orNothing(throttled),
                orNothing(pressure),
                orNothing(groupPressure));
    }

    static double seconds(long nanos) {
        return rounded(nanos / NANOS);
    }

    private static @Nullable Double orNothing(@Nullable Long nanos) {
        return nanos == null ? null : seconds(nanos);
    }

    private static double rounded(double number) {
        return Math.round(number * SHOWN) / SHOWN;
    }
}
