package com.example.consumer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/** Limits that are held until a response has been computed, many at a time. */
@Component
class WebFluxCheck implements Check {

    private static final int ROUNDS = 5;
    private static final int AT_A_TIME = 16;
    private static final String ONE = Measured.both(1).toString();

    private final Http http;

    WebFluxCheck(Http http) {
        this.http = http;
    }

    @Override
    public Set<String> circumstances() throws Exception {
        String thread = http.get("/server");
        return Set.of(thread.contains("http-nio") || thread.contains("http-epoll") ? "netty" : thread);
    }

    @Override
    public void run(Findings findings) throws Exception {
        String free = Measured.both(3).toString();
        findings.expect("A response outside of limits", free, http.get("/free"));
        for (int round = 0; round < ROUNDS; round++) {
            for (String held : manyAtATime("/held")) {
                findings.expect("A response whose limits are held", ONE, held);
            }
            for (String held : manyAtATime("/held-twice")) {
                findings.expect("A response of two parts whose limits are held", ONE + ONE, held);
            }
            findings.expect("A response afterwards", free, http.get("/free"));
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
