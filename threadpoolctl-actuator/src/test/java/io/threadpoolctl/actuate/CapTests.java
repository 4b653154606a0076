package io.threadpoolctl.actuate;

import static io.threadpoolctl.actuate.TestServer.map;
import static io.threadpoolctl.actuate.TestServer.pool;
import static io.threadpoolctl.actuate.TestServer.pools;
import static io.threadpoolctl.actuate.TestServer.unmeasured;
import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** An operator caps pools over HTTP in a whole application, with real libraries: one of each reach. */
class CapTests {

    private static final int BASELINE = 3;

    private static @Nullable TestServer server;

    @BeforeAll
    static void start() {
        DebianLibraries.load(DebianLibraries.OPENBLAS);
        DebianLibraries.load(DebianLibraries.LIBGOMP);
        server = TestServer.start(
                Application.class,
                "management.endpoint.threadpools.access=unrestricted",
                "threadpoolctl.process.blas=" + BASELINE);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void liftAll() {
        for (String name : List.of("blas", "openblas", "libopenblas", "openmp", "all")) {
            server().lift(name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"blas", "openblas", "libopenblas"})
    void anyOfItsNamesCapsAPoolAtOnceAndIsTakenBackWithoutATrace(String name) {
        Map<String, Object> before = unmeasured(server().get(""));
        assertThat(pool(server().cap(name, 2), "libopenblas"))
                .containsEntry("numThreads", 2)
                .containsEntry("baseline", BASELINE)
                .containsEntry("openScopes", 0)
                .containsEntry("cap", 2);
        Map<String, Object> capped = server().get("");
        assertThat(ShownCaps.in(capped)).isEqualTo(Map.of(name, 2));
        assertThat(capped.get("caps")).asString().contains("origin=actuator", "since=20");
        assertThat(pool(server().lift(name), "libopenblas")).containsEntry("numThreads", BASELINE);
        assertThat(unmeasured(server().get(""))).isEqualTo(before);
    }

    @Test
    void allCapsEveryPool() {
        Map<String, Object> answer = server().cap("all", 2);
        assertThat(ShownCaps.in(answer)).isEqualTo(Map.of("all", 2));
        assertThat(pools(answer)).extracting(pool -> pool.get("prefix")).contains("libopenblas", "libgomp");
        assertThat(pools(answer)).allSatisfy(pool -> assertThat(pool).containsEntry("cap", 2));
        assertThat(threads()).isEqualTo(2);
        assertThat(unmeasured(server().get("/all"))).isEqualTo(unmeasured(server().get("")));
        assertThat(server().lift("ALL")).doesNotContainKey("caps");
        assertThat(threads()).isEqualTo(BASELINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BLAS", "OpenBLAS", "LibOpenBLAS"})
    void aNameIsFoundHoweverItIsSpelt(String spelt) {
        assertThat(ShownCaps.in(server().cap(spelt, 2))).isEqualTo(Map.of(spelt.toLowerCase(Locale.ROOT), 2));
        assertThat(threads()).isEqualTo(2);
        assertThat(pool(server().get("/" + spelt), "libopenblas")).containsEntry("cap", 2);
        assertThat(pool(server().lift(spelt), "libopenblas")).doesNotContainKey("cap");
    }

    @Test
    void itHoldsForOpenScopesAndForLaterOnes() {
        try (LimitScope scope = Threadpools.ofProcess().limit(Limits.blas(4))) {
            assertThat(scope.original()).containsEntry(UserApi.BLAS, BASELINE);
            assertThat(threads()).as("no wider than the limit of the process").isEqualTo(BASELINE);
            server().cap("blas", 2);
            assertThat(threads()).isEqualTo(2);
            assertThat(pool(server().get(""), "libopenblas")).containsEntry("openScopes", 1);
            Threadpools.ofProcess()
                    .run(Limits.blas(3), () -> assertThat(threads()).isEqualTo(2));
            Threadpools.ofProcess()
                    .run(Limits.blas(1), () -> assertThat(threads()).isEqualTo(1));
            server().lift("blas");
            assertThat(threads()).isEqualTo(BASELINE);
        }
        assertThat(threads()).isEqualTo(BASELINE);
    }

    @Test
    void itNeverWidensAPool() {
        assertThat(pool(server().cap("blas", 64), "libopenblas"))
                .containsEntry("numThreads", BASELINE)
                .containsEntry("cap", 64);
        Threadpools.ofProcess().run(Limits.blas(1), () -> assertThat(threads()).isEqualTo(1));
        assertThat(threads()).isEqualTo(BASELINE);
    }

    @Test
    void aNewNumberReplacesTheOldOne() {
        server().cap("blas", 1);
        assertThat(pool(server().cap("blas", 2), "libopenblas"))
                .containsEntry("numThreads", 2)
                .containsEntry("cap", 2);
    }

    @Test
    void ofSeveralNamesTheSmallestNumberCounts() {
        server().cap("libopenblas", 1);
        server().cap("blas", 2);
        assertThat(ShownCaps.in(server().get("/openblas"))).isEqualTo(Map.of("blas", 2, "libopenblas", 1));
        assertThat(threads()).isEqualTo(1);
        server().lift("libopenblas");
        assertThat(threads()).isEqualTo(2);
    }

    @Test
    void inALibraryOfThreadsItHoldsForWhatIsSetFromThenOn() {
        Threadpools openmp = Threadpools.ofProcess().select(UserApi.OPENMP);
        assertThat(pool(server().cap("openmp", 1), "libgomp")).containsEntry("cap", 1);
        openmp.run(
                Limits.openmp(2),
                () -> assertThat(openmp.info())
                        .extracting(library -> library.numThreads())
                        .containsOnly(1));
        server().lift("openmp");
        openmp.run(
                Limits.openmp(2),
                () -> assertThat(openmp.info())
                        .extracting(library -> library.numThreads())
                        .containsOnly(2));
    }

    @Test
    void aLibraryThatIsLoadedLaterIsCappedToo(@TempDir Path directory) throws IOException {
        server().cap("blas", 2);
        Path later = Files.copy(DebianLibraries.OPENBLAS, directory.resolve("libopenblas_later.so"));
        System.load(later.toString());
        assertThat(pools(server().get("/blas")))
                .filteredOn(pool -> later.toString().equals(pool.get("filepath")))
                .singleElement()
                .satisfies(pool -> assertThat(pool).containsEntry("cap", 2).containsEntry("numThreads", 2));
    }

    @Test
    void aNameWhoseLibraryIsNotLoadedWaitsForIt() {
        assertThat(server().send("GET", "/libarmpl", null).statusCode()).isEqualTo(404);
        server().cap("libarmpl", 1);
        assertThat(pools(server().get("/libarmpl"))).isEmpty();
        assertThat(ShownCaps.in(server().get("/libarmpl"))).isEqualTo(Map.of("libarmpl", 1));
        server().lift("libarmpl");
        assertThat(server().send("GET", "/libarmpl", null).statusCode()).isEqualTo(404);
    }

    @Test
    void whatWasNeverCappedCanBeLifted() {
        assertThat(unmeasured(server().lift("blas"))).isEqualTo(unmeasured(server().get("/blas")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "2.5", "\"x\"", "1000000000000", "1e400", "\"\"", "true", "\" 2\""})
    void whatIsNoNumberOfThreadsIsRefusedWithAReason(String number) {
        HttpResponse<String> answer = server().send("POST", "/blas", "{\"numThreads\": " + number + "}");
        assertThat(problem(answer, 400, "Bad Request"))
                .startsWith("numThreads is \"")
                .contains("allowed is a whole number from 1 to 2147483647", "{\"numThreads\": 2}");
        assertThat(server().get("")).doesNotContainKey("caps");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"threads\": 2}", "{\"numThreads\": null}"})
    void aMissingNumberIsRefusedWithAReason(String body) {
        assertThat(problem(server().send("POST", "/blas", body), 400, "Bad Request"))
                .startsWith("numThreads is missing; allowed is a whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"numThreads\": {\"is\": 2}}", "{\"numThreads\": [2]}", "{numThreads", "[2]", "2", "\"x"})
    void whatIsNoSuchObjectIsRefusedWithAReason(String body) {
        assertThat(problem(server().send("POST", "/blas", body), 400, "Bad Request"))
                .contains("The body cannot be read", "a whole number from 1", "{\"numThreads\": 2}");
        assertThat(server().get("")).doesNotContainKey("caps");
    }

    @Test
    void onAServerOfItsOwnABrokenBodyIsRefusedInTheSameWord() {
        try (TestServer other = TestServer.start(
                Application.class,
                "management.endpoint.threadpools.access=unrestricted",
                "management.server.port=0",
                "management.endpoints.web.base-path=/manage",
                "management.endpoints.web.path-mapping.threadpools=pools")) {
            String port = other.context().getEnvironment().getRequiredProperty("local.management.port");
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/manage/pools/blas"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{numThreads"))
                    .build();
            assertThat(problem(other.send(request), 400, "Bad Request")).contains("The body cannot be read");
        }
    }

    @Test
    void requestsOfTheApplicationAreLeftToIt() {
        HttpRequest request = HttpRequest.newBuilder(server().uri("/threadpools/blas"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{numThreads"))
                .build();
        HttpResponse<String> answer = server().send(request);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("The body cannot be read");
    }

    @Test
    void eachCapAndEachLiftIsAudited() {
        AuditEventRepository audit = server().context().getBean(AuditEventRepository.class);
        Instant begin = Instant.now();
        server().cap("BLAS", 2);
        server().cap("blas", 1);
        server().send("POST", "/blas", "{\"numThreads\": 0}");
        server().lift("blas");
        server().lift("blas");
        assertThat(audit.find(null, begin, null))
                .extracting(event -> event.getType() + " " + new TreeMap<>(event.getData()))
                .containsExactly(
                        "THREADPOOL_CAPPED {name=blas, numThreads=2}",
                        "THREADPOOL_CAPPED {name=blas, numThreads=1}",
                        "THREADPOOL_CAP_LIFTED {name=blas}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml"})
    void anotherContentTypeIsRefused(String contentType) {
        HttpRequest request = HttpRequest.newBuilder(server().uri("/actuator/threadpools/blas"))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString("{\"numThreads\": 2}"))
                .build();
        assertThat(server().send(request).statusCode()).isEqualTo(415);
        assertThat(server().get("")).doesNotContainKey("caps");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE", "GET"})
    void anUnknownNameIsNotFoundAndTheAnswerSaysWhatToDo(String method) {
        HttpResponse<String> answer =
                server().send(method, "/Bals", method.equals("POST") ? "{\"numThreads\": 2}" : null);
        assertThat(problem(answer, 404, "Not Found"))
                .containsIgnoringCase("\"bals\"")
                .contains("did you mean \"blas\"?", method.equals("GET") ? "Ask without a name" : "libopenblas");
    }

    @Test
    void aKnownNameOfNoLoadedLibraryIsNotTakenForMisspelt() {
        assertThat(problem(server().send("GET", "/libarmpl", null), 404, "Not Found"))
                .contains("No library that is loaded is called \"libarmpl\"")
                .doesNotContain("did you mean");
    }

    @Test
    void withTheApplicationItsCapsAreGone() {
        try (TestServer other =
                TestServer.start(Application.class, "management.endpoint.threadpools.access=unrestricted")) {
            other.cap("blas", 1);
            assertThat(threads()).isEqualTo(1);
        }
        assertThat(server().get("")).doesNotContainKey("caps");
        assertThat(map(server().get(""), "scopes")).containsEntry("open", 0);
    }

    private static String problem(HttpResponse<String> answer, int status, String title) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        Map<String, Object> problem = TestServer.json(answer);
        assertThat(problem)
                .containsOnlyKeys("title", "status", "detail")
                .containsEntry("title", title)
                .containsEntry("status", status);
        return String.valueOf(problem.get("detail"));
    }

    private static int threads() {
        return Threadpools.ofProcess().info().stream()
                .filter(library -> library.filepath().equals(DebianLibraries.OPENBLAS.toString()))
                .map(library -> Objects.requireNonNull(library.numThreads()))
                .findFirst()
                .orElseThrow();
    }

    private static TestServer server() {
        return Objects.requireNonNull(server);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({OpenToAll.class, OwnController.class})
    static class Application {

        @Bean
        AuditEventRepository auditEvents() {
            return new InMemoryAuditEventRepository();
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
