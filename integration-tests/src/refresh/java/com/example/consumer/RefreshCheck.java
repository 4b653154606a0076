package com.example.consumer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** A file of the configuration changes while the application runs, and Spring Cloud is told to read it. */
@Component
class RefreshCheck implements Check {

    private final Http http;
    private final Work work;
    private final Path changes;

    RefreshCheck(Http http, Work work, @Value("${consumer.changes}") Path changes) {
        this.http = http;
        this.work = work;
        this.changes = changes;
    }

    @Override
    public Set<String> circumstances() {
        return Set.of("refresh");
    }

    @Override
    public void run(Findings findings) throws Exception {
        Measured before = work.free();
        Measured profile = work.profile();
        refresh(
                findings,
                "threadpoolctl.process.blas=2",
                "threadpoolctl.profiles.narrow.blas=1",
                "threadpoolctl.profiles.narrow.openmp=1",
                "consumer.threads=1");
        findings.expect("A changed limit of the process", 2, work.free().blas());
        findings.expect("A changed profile", Measured.both(1), work.profile());
        findings.expect("A changed placeholder", Measured.both(1), work.placeholder());
        findings.contains("The endpoint", "\"blas\":2", http.get("/actuator/threadpools"));

        refresh(findings, "threadpoolctl.process.blas=1", "threadpoolctl.process.openmp=many");
        findings.expect("What holds after a bad change", 2, work.free().blas());
        findings.contains(
                "What the endpoint says of a bad change",
                "The value \\\"many\\\" of threadpoolctl.process.openmp is not possible",
                http.get("/actuator/threadpools"));

        refresh(findings, "threadpoolctl.enabled=false");
        findings.expect("A limited method when switched off", work.free(), work.limited());

        refresh(findings, "consumer.nothing=else"); // Spring Cloud keeps what an empty file had
        findings.expect("What is free when it is as before", before.blas(), work.free().blas());
        findings.expect("A limited method when switched on", Measured.both(1), work.limited());
        findings.expect("The profile when it is as before", profile, work.profile());
    }

    private void refresh(Findings findings, String... lines) throws Exception {
        Files.write(changes, List.of(lines));
        findings.contains("POST /actuator/refresh", "200", http.post("/actuator/refresh", ""));
    }
}
