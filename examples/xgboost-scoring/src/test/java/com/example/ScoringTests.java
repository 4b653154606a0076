package com.example;

import static io.threadpoolctl.test.LimitAssert.assertThatCalls;
import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.Limits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ScoringTests {

    @Autowired
    Model model;

    @LocalServerPort
    int port;

    @Test
    void scoresOnOneThread() {
        assertThatCalls(() -> model.score(new float[] {0.9f, 0.1f, 0, 0})).ranUnder(Limits.openmp(1));
    }

    @Test
    void answersRequests() throws IOException, InterruptedException {
        assertThat(Float.parseFloat(post("[0.9, 0.1, 0, 0]"))).isGreaterThan(0.5f);
        assertThat(Float.parseFloat(post("[0.1, 0.9, 0, 0]"))).isLessThan(0.5f);
    }

    @Test
    void theEndpointShowsTheRuntimeOfXgboost() throws IOException, InterruptedException {
        assertThat(send(HttpRequest.newBuilder(at("/actuator/threadpools/openmp")))).contains("\"prefix\":\"libgomp\"");
    }

    private String post(String features) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(at("/score"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(features)));
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body();
    }
}
