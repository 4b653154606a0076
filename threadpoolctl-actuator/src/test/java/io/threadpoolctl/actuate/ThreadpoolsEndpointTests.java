package io.threadpoolctl.actuate;

import static io.threadpoolctl.actuate.TestServer.map;
import static io.threadpoolctl.actuate.TestServer.pool;
import static io.threadpoolctl.actuate.TestServer.pools;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.spring.ThreadpoolLimits;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The endpoint asked over HTTP in a whole application on a real Tomcat, with real libraries: one of each reach. */
class ThreadpoolsEndpointTests {

    private static @Nullable TestServer server;

    @BeforeAll
    static void start() {
        DebianLibraries.load(DebianLibraries.OPENBLAS);
        DebianLibraries.load(DebianLibraries.LIBGOMP);
        server = TestServer.start(
                Application.class,
                "threadpoolctl.process.blas=2",
                "threadpoolctl.defaults.blas=1",
                "threadpoolctl.profiles.training.blas=share",
                "threadpoolctl.profiles.training.openmp=auto");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void theAnswerHasExactlyTheDocumentedFields() {
        Map<String, Object> answer = get("");
        assertThat(answer)
                .containsOnlyKeys(
                        "processors",
                        "pools",
                        "scopes",
                        "measured",
                        "pins",
                        "defaults",
                        "process",
                        "profiles",
                        "warnings");
        assertThat(map(answer, "processors")).containsOnlyKeys("available", "online");
        assertThat(map(answer, "scopes")).containsOnlyKeys("open", "opened");
        assertThat(map(answer, "pins")).containsOnlyKeys("now", "most", "refused");
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
        Probe probe = server().context().getBean(Probe.class);
        assertThat(AopUtils.isAopProxy(probe)).isTrue();
        assertThat(probe.limited(() -> pool(get(""), "libopenblas"))).containsEntry("numThreads", 1);
    }

    @Test
    void whatIsConfiguredIsShown() {
        Map<String, Object> answer = get("");
        assertThat(map(answer, "defaults")).isEqualTo(Map.of("blas", 1));
        assertThat(map(answer, "process")).isEqualTo(Map.of("blas", 2));
        assertThat(map(answer, "profiles")).isEqualTo(Map.of("training", Map.of("blas", "share", "openmp", "auto")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"blas", "openblas", "libopenblas", "BLAS"})
    void anyOfItsNamesNarrowsTheAnswerToAPool(String name) {
        Map<String, Object> answer = get("/" + name);
        assertThat(answer)
                .containsOnlyKeys(
                        "processors",
                        "pools",
                        "scopes",
                        "measured",
                        "pins",
                        "defaults",
                        "process",
                        "profiles",
                        "warnings");
        assertThat(pools(answer)).extracting("prefix").containsOnly("libopenblas");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuch", "libmkl_rt"})
    void aNameThatNoPoolHasIsNotFound(String name) throws Exception {
        assertThat(server().send("GET", "/" + name, null).statusCode()).isEqualTo(404);
    }

    @Test
    @SuppressWarnings("NullAway") // what is tested
    void aNameThatIsNullIsNamed() {
        ThreadpoolsEndpoint endpoint = server().context().getBean(ThreadpoolsEndpoint.class);
        ThreadpoolsEndpointWebExtension web = server().context().getBean(ThreadpoolsEndpointWebExtension.class);
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> endpoint.threadpool(null),
                () -> endpoint.cap(null, 1),
                () -> endpoint.lift(null),
                () -> web.threadpool(null),
                () -> web.cap(SecurityContext.NONE, null, 1),
                () -> web.lift(SecurityContext.NONE, null))) {
            assertThatNullPointerException().isThrownBy(call).withMessage("name");
        }
    }

    private static Map<String, Object> get(String path) {
        return server().get(path);
    }

    private static TestServer server() {
        return Objects.requireNonNull(server);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(OpenToAll.class)
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
