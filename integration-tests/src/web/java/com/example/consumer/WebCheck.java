package com.example.consumer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The same over HTTP, many requests at a time. */
@Component
class WebCheck implements Check {

    private static final int ROUNDS = 5;
    private static final int AT_A_TIME = 16;

    private final Http http;
    private final boolean enabled;

    WebCheck(Http http, @Value("${threadpoolctl.enabled:true}") boolean enabled) {
        this.http = http;
        this.enabled = enabled;
    }

    @Override
    public Set<String> circumstances() throws Exception {
        String server = http.get("/server");
        return Set.of(
                server.contains("tomcat") ? "tomcat" : server.contains("jetty") ? "jetty" : server,
                server.contains("virtual") ? "virtual" : "platform");
    }

    @Override
    public void run(Findings findings) throws Exception {
        String free = http.get("/free");
        if (enabled) {
            findings.expect("A request outside of limits", Measured.both(3).toString(), free);
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (String limited : manyAtATime("/limited")) {
                findings.expect("A limited request", enabled ? Measured.both(1).toString() : free, limited);
            }
            for (String afterwards : manyAtATime("/free")) {
                findings.expect("A request after limited ones", free, afterwards);
            }
        }
    }

    private List<String> manyAtATime(String path) throws Exception {
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < AT_A_TIME; i++) {
            answers.add(http.getAsync(path));
        }
        List<String> bodies = new ArrayList<>();
        for (CompletableFuture<String> answer : answers) {
            bodies.add(answer.get());
        }
        return bodies;
    }
}
