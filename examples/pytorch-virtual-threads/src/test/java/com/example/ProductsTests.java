package com.example;

import static io.threadpoolctl.test.LimitAssert.assertThatCalls;
import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.Limits;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ProductsTests {

    private final HttpClient client = HttpClient.newHttpClient();

    @Autowired
    Products products;

    @LocalServerPort
    int port;

    @Test
    void computesOnOneThread() {
        assertThatCalls(() -> products.sum(10)).ranUnder(Limits.all(1));
    }

    @Test
    void manyRequestsAtOnceAreAnsweredOnVirtualThreads() {
        List<CompletableFuture<String>> answers = IntStream.range(0, 32).mapToObj(i -> get("/sum/100")).toList();
        assertThat(answers).allSatisfy(answer -> assertThat(answer.join())
                .isEqualTo("{\"sum\":1000000.0,\"virtualThread\":true}"));
        assertThat(get("/actuator/threadpools").join())
                .contains("\"userApi\":\"openmp\"", "\"open\":0")
                .containsPattern("\"pins\":\\{\"now\":0,\"most\":[1-9]");
    }

    private CompletableFuture<String> get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
        return client.sendAsync(request, BodyHandlers.ofString()).thenApply(response -> response.body());
    }
}
