package io.threadpoolctl.actuate;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.threadpoolctl.actuate.measured.Measure;
import io.threadpoolctl.actuate.measured.Measurements;

/** The meters of what the system tells about processors; those of what it does not tell are left out. */
record MeasuredMeters(Measurements measurements, MeterRegistry registry) {

    private static final String PRESSURE = "threadpoolctl.processors.pressure";

    void add() {
        add(Measure.RUNNING, "threadpoolctl.threads.running", "Time that threads ran", Tags.empty());
        add(Measure.WAITING, "threadpoolctl.threads.waiting", "Time that threads waited for a processor", Tags.empty());
        add(
                Measure.NATIVE_RUNNING,
                "threadpoolctl.threads.native",
                "Time that threads ran which are neither the JVM's nor Java code's",
                Tags.empty());
        add(
                Measure.THROTTLED,
                "threadpoolctl.processors.throttled",
                "Time that the quota stopped threads",
                Tags.empty());
        add(Measure.PRESSURE, PRESSURE, "Time that some thread waited for a processor", Tags.of("scope", "machine"));
        add(
                Measure.GROUP_PRESSURE,
                PRESSURE,
                "Time that some thread waited for a processor",
                Tags.of("scope", "group"));
    }

    private void add(Measure measure, String name, String description, Tags tags) {
        if (measurements.mayTell(measure)) {
            FunctionCounter.builder(name, measurements, each -> each.total(measure))
                    .description(description)
                    .baseUnit("seconds")
                    .tags(tags)
                    .register(registry);
        }
    }
}
