package com.example.consumer;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

@Component
class MicrometerCheck implements Check {

    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final long MOMENT_NANOS = 10_000_000;

    private final MeterRegistry registry;
    private final Work work;
    private final boolean enabled;

    MicrometerCheck(MeterRegistry registry, Work work, @Value("${threadpoolctl.enabled:true}") boolean enabled) {
        this.registry = registry;
        this.work = work;
        this.enabled = enabled;
    }

    @Override
    public Set<String> circumstances() {
        return Set.of("micrometer");
    }

    @Override
    public void run(Findings findings) {
        work.limited();
        double libraries = registry.get("threadpoolctl.libraries").gauge().value();
        findings.expect("That libraries are counted", true, libraries >= 2);
        double limit = registry.get("threadpoolctl.pool.limit")
                .tag("prefix", "libopenblas")
                .gauge()
                .value();
        findings.expect("The pool that is measured", (double) work.free().blas(), limit);
        if (enabled) {
            findings.expect("That scopes are counted", true, scopesAreCounted());
        }
        findings.expect(
                "The workers that are measured",
                2.0,
                registry.get("threadpoolctl.workers").gauge().value());
    }

    /** The meters of one scrape are kept for a moment, here since the start. */
    private boolean scopesAreCounted() {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (registry.get("threadpoolctl.scopes.opened").functionCounter().count() < 1) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(MOMENT_NANOS);
        }
        return true;
    }
}
