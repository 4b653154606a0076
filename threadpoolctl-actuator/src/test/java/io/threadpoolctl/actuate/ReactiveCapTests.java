package io.threadpoolctl.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** An operator caps pools over HTTP where WebFlux serves it. */
class ReactiveCapTests {

    private static final String[] BROKEN = {"{", "[]", "{\"numThreads\": {\"of\": 2}}"};

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatCannotBeReadIsAnsweredInASentence(boolean apart) {
        try (TestServer server = start(apart)) {
            URI caps = uri(server, apart, "/actuator/threadpools/blas");
            for (String broken : BROKEN) {
                HttpResponse<String> answer = post(server, caps, broken);
                assertThat(answer.statusCode()).as(broken).isEqualTo(400);
                assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
                assertThat(TestServer.json(answer).get("detail"))
                        .asString()
                        .contains("The body cannot be read", "a whole number from 1", "{\"numThreads\": 2}");
            }
            HttpResponse<String> wrong = post(server, caps, "{\"numThreads\": 0}");
            assertThat(wrong.statusCode()).isEqualTo(400);
            assertThat(wrong.body()).doesNotContain("The body cannot be read");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatTheApplicationItselfCannotReadIsItsOwn(boolean apart) {
        try (TestServer server = start(apart)) {
            HttpResponse<String> answer = post(server, server.uri("/threadpools/blas"), "{");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).doesNotContain("The body cannot be read");
        }
    }

    private static TestServer start(boolean apart) {
        return TestServer.start(
                Application.class,
                apart ? "management.server.port=0" : "management.server.port=",
                "spring.main.web-application-type=reactive",
                "management.endpoint.threadpools.access=unrestricted");
    }

    private static URI uri(TestServer server, boolean apart, String path) {
        URI own = server.uri(path);
        String management = server.context().getEnvironment().getProperty("local.management.port");
        return apart ? URI.create("http://127.0.0.1:" + management + path) : own;
    }

    private static HttpResponse<String> post(TestServer server, URI uri, String body) {
        return server.send(HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(OwnController.class)
    static class Application {

        @Bean
        SecurityWebFilterChain openToAll(ServerHttpSecurity http) {
            return http.authorizeExchange(requests -> requests.anyExchange().permitAll())
                    .csrf(csrf -> csrf.disable())
                    .build();
        }
    }

    @RestController
    static class OwnController {

        @PostMapping("/threadpools/{name}")
        Map<String, String> post(@PathVariable String name, @RequestBody Map<String, String> body) {
            return Map.of(name, body.toString());
        }
    }
}
