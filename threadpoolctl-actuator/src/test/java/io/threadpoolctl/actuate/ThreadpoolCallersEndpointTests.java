package io.threadpoolctl.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The endpoint that samples callers, over HTTP. */
@Timeout(120)
class ThreadpoolCallersEndpointTests {

    private static final String EXPOSED = "management.endpoints.web.exposure.include=threadpoolcallers";
    private static final String READABLE = "management.endpoint.threadpoolcallers.access=read-only";

    private @Nullable TestServer application;

    @AfterEach
    void stop() {
        if (application != null) {
            application.close();
        }
    }

    @Test
    void nobodyMayReadItUnlessItIsAllowed() {
        TestServer server = start(EXPOSED);
        assertThat(get(server, "?seconds=1").statusCode()).isEqualTo(404);
    }

    @Test
    void itSamplesForAsLongAsItIsAsked() {
        TestServer server = start(EXPOSED, READABLE);
        HttpResponse<String> response = get(server, "?seconds=1");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        Map<String, Object> answer = TestServer.json(response);
        assertThat(answer).containsEntry("seconds", 1).containsKeys("samples", "callers");
    }

    @Test
    void otherNumbersAreRefusedWithAReason() {
        TestServer server = start(EXPOSED, READABLE);
        for (String seconds : new String[] {"0", "61", "-1", "many", "1.5", "99999999999"}) {
            HttpResponse<String> response = get(server, "?seconds=" + seconds);
            assertThat(response.statusCode()).as(seconds).isEqualTo(400);
            assertThat(TestServer.json(response))
                    .containsEntry("detail", "seconds is \"" + seconds + "\"; allowed is a whole number from 1 to 60.");
        }
    }

    @Test
    void itSamplesForOneAtATime() {
        TestServer server = start(EXPOSED, READABLE);
        CompletableFuture<Integer> first =
                CompletableFuture.supplyAsync(() -> get(server, "?seconds=5").statusCode());
        int second = get(server, "?seconds=1").statusCode();
        while (second == 200 && !first.isDone()) { // until the first one has arrived
            second = get(server, "?seconds=1").statusCode();
        }
        assertThat(List.of(second, first.join())).contains(429);
    }

    private TestServer start(String... properties) {
        TestServer server = TestServer.start(Application.class, properties);
        application = server;
        return server;
    }

    private static HttpResponse<String> get(TestServer server, String query) {
        return server.send(HttpRequest.newBuilder(server.uri("/actuator/threadpoolcallers" + query))
                .build());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(OpenToAll.class)
    static class Application {}
}
