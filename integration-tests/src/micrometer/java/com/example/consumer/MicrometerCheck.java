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
        findings.expect("Whether there are meters", true, !registry.getMeters().isEmpty());
    }
}
