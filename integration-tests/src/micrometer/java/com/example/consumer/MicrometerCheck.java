package com.example.consumer;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

@Component
class MicrometerCheck implements Check {

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
            double opened =
                    registry.get("threadpoolctl.scopes.opened").functionCounter().count();
            findings.expect("That scopes are counted", true, opened >= 1);
        }
        findings.expect(
                "The workers that are measured",
                2.0,
                registry.get("threadpoolctl.workers").gauge().value());
    }
}
