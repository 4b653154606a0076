package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A whole application on a real Tomcat, with real libraries: one of each reach. */
@ExtendWith(OutputCaptureExtension.class)
class WebServerTests {

    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context = SpringApplication.run(
            Application.class, "--server.port=0", "--threadpoolctl.process.blas=2", "--spring.main.banner-mode=off");

    @BeforeAll
    static void load() {
        DebianLibraries.load(DebianLibraries.OPENBLAS);
        DebianLibraries.load(DebianLibraries.LIBGOMP);
    }

    @AfterEach
    void stop() {
        context.close();
    }

    @Test
    void aRequestIsLimitedWhileItsMethodRunsAndTheNextOneIsNot() throws Exception {
        String free = get("/free");
        assertThat(free).startsWith("blas=2 openmp=");
        for (int i = 0; i < 20; i++) {
            assertThat(get("/limited")).isEqualTo("blas=1 openmp=1");
            assertThat(get("/free")).isEqualTo(free);
        }
    }

    @Test
    @Timeout(60)
    void oneLineSaysWhichPoolsThereAre(CapturedOutput output) {
        while (!output.getAll().contains("native thread pools: ")) {
            Thread.onSpinWait(); // it is said beside the start
        }
        assertThat(output.getAll().lines().filter(line -> line.contains("native thread pools: ")))
                .singleElement()
                .asString()
                .contains("2 native thread pools: ")
                .contains("libopenblas 0.3.21 (blas, 2 threads)")
                .contains("libgomp (openmp, ");
    }

    private String get(String path) throws IOException, InterruptedException {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Controller controller(Service service) {
            return new Controller(service);
        }

        @Bean
        Service service() {
            return new Service();
        }
    }

    @RestController
    static class Controller {

        private final Service service;

        Controller(Service service) {
            this.service = service;
        }

        @GetMapping("/limited")
        String limited() {
            return service.limited();
        }

        @GetMapping("/free")
        String free() {
            return service.threads();
        }
    }

    static class Service {

        @ThreadpoolLimits(1)
        String limited() {
            return threads();
        }

        String threads() {
            return "blas=" + DebianLibraries.threads("libopenblas") + " openmp=" + DebianLibraries.threads("libgomp");
        }
    }
}
