package com.example.consumer;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import org.springframework.stereotype.Component;

@Component
class MicrometerCheck implements Check {

    private final MeterRegistry registry;

    MicrometerCheck(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Set<String> circumstances() {
        return Set.of("micrometer");
    }

    @Override
    public void run(Findings findings) {
        findings.expect(
                "The workers that are measured",
                2.0,
                registry.get("threadpoolctl.workers").gauge().value());
    }
}
