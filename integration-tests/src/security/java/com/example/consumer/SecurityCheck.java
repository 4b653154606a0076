package com.example.consumer;

import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

@Component
class SecurityCheck implements Check {

    private final Http http;
    private final boolean enabled;

    SecurityCheck(Http http, @Value("${threadpoolctl.enabled:true}") boolean enabled) {
        this.http = http;
        this.enabled = enabled;
    }

    @Override
    public Set<String> circumstances() {
        return Set.of("security");
    }

    @Override
    public void run(Findings findings) throws Exception {
        String free = http.get("/free");
        findings.expect("Whoever has the role", enabled ? Measured.both(1).toString() : free, http.get("/allowed"));
        findings.expect("Whoever has not the role", "403", http.get("/forbidden"));
        findings.expect("Nobody", "401", http.getWithoutCredentials("/allowed"));
        findings.expect("Nobody at the endpoint", "401", http.getWithoutCredentials("/actuator/threadpools"));
        findings.expect("Afterwards", free, http.get("/free"));
    }
}
