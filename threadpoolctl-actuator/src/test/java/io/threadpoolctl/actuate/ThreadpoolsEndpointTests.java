package io.threadpoolctl.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.spring.ThreadpoolLimits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoint asked over HTTP in a whole application on a real Tomcat, with real libraries: one of each reach. */
class ThreadpoolsEndpointTests {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static @Nullable ConfigurableApplicationContext context;

    @BeforeAll
    static void start() {
        DebianLibraries.load(DebianLibraries.OPENBLAS);
        DebianLibraries.load(DebianLibraries.LIBGOMP);
        context = SpringApplication.run(
                Application.class,
                "--server.port=0",
                "--management.endpoints.web.exposure.include=threadpools",
                "--threadpoolctl.process.blas=2",
                "--threadpoolctl.defaults.blas=1",
                "--threadpoolctl.profiles.training.blas=share",
                "--threadpoolctl.profiles.training.openmp=auto");
    }

    @AfterAll
    static void stop() {
        if (context != null) {
            context.close();
        }
    }

    @Test
    void theAnswerHasExactlyTheDocumentedFields() throws Exception {
        Map<String, Object> answer = get("");
        assertThat(answer)
                .containsOnlyKeys("processors", "pools", "scopes", "defaults", "process", "profiles", "warnings");
        assertThat(map(answer, "processors")).containsOnlyKeys("available", "online");
        assertThat(map(answer, "scopes")).containsOnlyKeys("open", "opened");
        assertThat(pool(answer, "libopenblas"))
                .containsOnlyKeys(
                        "prefix",
                        "userApi",
                        "internalApi",
                        "version",
                        "threadingLayer",
                        "architecture",
                        "filepath",
                        "reach",
                        "numThreads",
                        "baseline",
                        "openScopes",
                        "honoured");
    }

    @Test
    void aPoolOfTheProcessIsShownAsItIs() throws Exception {
        assertThat(pool(get(""), "libopenblas"))
                .containsEntry("prefix", "libopenblas")
                .containsEntry("userApi", "blas")
                .containsEntry("internalApi", "openblas")
                .containsEntry("version", "0.3.21")
                .containsEntry("threadingLayer", "pthreads")
                .containsEntry("filepath", DebianLibraries.OPENBLAS.toString())
                .containsEntry("reach", "process")
                .containsEntry("numThreads", 2)
                .containsEntry("baseline", 2)
                .containsEntry("openScopes", 0)
                .containsEntry("honoured", true);
    }

    @Test
    void whatIsNotKnownIsLeftOut() throws Exception {
        assertThat(pool(get(""), "libgomp"))
                .containsEntry("reach", "thread")
                .containsEntry("userApi", "openmp")
                .doesNotContainKeys("version", "architecture");
    }

    @Test
    void anOpenScopeShowsAndIsGoneAfterwards() throws Exception {
        try (LimitScope scope = Threadpools.ofProcess().limit(Limits.all(1))) {
            Map<String, Object> answer = get("");
            assertThat(map(answer, "scopes")).containsEntry("open", 1);
            assertThat(pool(answer, "libopenblas"))
                    .containsEntry("numThreads", 1)
                    .containsEntry("baseline", 2)
                    .containsEntry("openScopes", 1);
            assertThat(pool(answer, "libgomp")).containsEntry("openScopes", 1);
            assertThat(scope.original()).isNotEmpty();
        }
        Map<String, Object> answer = get("");
        assertThat(map(answer, "scopes")).containsEntry("open", 0);
        assertThat(pool(answer, "libopenblas")).containsEntry("numThreads", 2);
    }

    @Test
    void aLimitedRequestIsSeenFromAnotherOne() throws Exception {
        Probe probe = Objects.requireNonNull(context).getBean(Probe.class);
        assertThat(AopUtils.isAopProxy(probe)).isTrue();
        assertThat(probe.limited(() -> pool(get(""), "libopenblas"))).containsEntry("numThreads", 1);
    }

    @Test
    void whatIsConfiguredIsShown() throws Exception {
        Map<String, Object> answer = get("");
        assertThat(map(answer, "defaults")).isEqualTo(Map.of("blas", 1));
        assertThat(map(answer, "process")).isEqualTo(Map.of("blas", 2));
        assertThat(map(answer, "profiles")).isEqualTo(Map.of("training", Map.of("blas", "share", "openmp", "auto")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"blas", "openblas", "libopenblas"})
    void anyOfItsNamesNarrowsTheAnswerToAPool(String name) throws Exception {
        Map<String, Object> answer = get("/" + name);
        assertThat(answer)
                .containsOnlyKeys("processors", "pools", "scopes", "defaults", "process", "profiles", "warnings");
        assertThat(pools(answer)).extracting("prefix").containsExactly("libopenblas");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuch", "libmkl_rt", "BLAS"})
    void aNameThatNoPoolHasIsNotFound(String name) throws Exception {
        assertThat(send("/" + name).statusCode()).isEqualTo(404);
    }

    private static Map<String, Object> get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = send(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonParserFactory.getJsonParser().parseMap(response.body());
    }

    private static HttpResponse<String> send(String path) throws IOException, InterruptedException {
        String port = Objects.requireNonNull(context).getEnvironment().getRequiredProperty("local.server.port");
        URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/threadpools" + path);
        return CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Map<String, Object> pool(Map<String, Object> answer, String prefix) {
        return pools(answer).stream()
                .filter(pool -> prefix.equals(pool.get("prefix")))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked") // as documented, and checked by the first test
    private static List<Map<String, Object>> pools(Map<String, Object> answer) {
        return (List<Map<String, Object>>) Objects.requireNonNull(answer.get("pools"));
    }

    @SuppressWarnings("unchecked") // as documented, and checked by the first test
    private static Map<String, Object> map(Map<String, Object> answer, String name) {
        return (Map<String, Object>) Objects.requireNonNull(answer.get(name));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Probe probe() {
            return new Probe();
        }
    }

    static class Probe {

        @ThreadpoolLimits(blas = 1)
        <T> T limited(java.util.concurrent.Callable<T> body) throws Exception {
            return body.call();
        }
    }
}
