package io.threadpoolctl.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Has the endpoints give every kind of answer, once. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(OpenToAll.class)
class AheadOfTimeApplication {

    static SpringApplication application() {
        SpringApplication application = new SpringApplication(AheadOfTimeApplication.class);
        application.setMainApplicationClass(AheadOfTimeApplication.class);
        application.setDefaultProperties(Map.of(
                "server.port", "0",
                "threadpoolctl.process.blas", "1",
                "management.info.threadpools.enabled", "true",
                "management.endpoints.web.exposure.include", "*",
                "management.endpoint.threadpools.access", "unrestricted",
                "management.endpoint.threadpoolcallers.access", "read-only"));
        return application;
    }

    static void run() {
        System.load(DebianLibraries.OPENBLAS.toString());
        try (ConfigurableApplicationContext context = application().run()) {
            String port = Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"));
            URI actuator = URI.create("http://127.0.0.1:" + port + "/actuator/");
            HttpRequest.Builder get = HttpRequest.newBuilder().GET();
            ask(200, actuator.resolve("threadpools"), get);
            ask(200, actuator.resolve("threadpools/blas"), get);
            ask(404, actuator.resolve("threadpools/nothing"), get);
            ask(200, actuator.resolve("threadpools/blas"), post("{\"numThreads\": 1}"));
            ask(400, actuator.resolve("threadpools/blas"), post("{\"numThreads\": 0}"));
            ask(400, actuator.resolve("threadpools/blas"), post("no JSON"));
            ask(
                    200,
                    actuator.resolve("threadpools/blas"),
                    HttpRequest.newBuilder().DELETE());
            ask(400, actuator.resolve("threadpoolcallers?seconds=0"), get);
            ask(200, actuator.resolve("info"), get);
            ask(200, actuator.resolve("prometheus"), get);
        }
    }

    private static HttpRequest.Builder post(String body) {
        return HttpRequest.newBuilder()
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private static void ask(int status, URI uri, HttpRequest.Builder request) {
        try {
            var answer = HttpClient.newHttpClient().send(request.uri(uri).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode())
                    .as("%s answers %s", uri, answer.body())
                    .isEqualTo(status);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
