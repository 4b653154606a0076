package io.threadpoolctl.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** {@code /actuator/info}, which shows the pools if it is asked to. */
class InfoTests {

    @BeforeAll
    static void load() {
        DebianLibraries.load(DebianLibraries.OPENBLAS);
    }

    @Test
    void askedToItShowsThePools() {
        assertThat(info("management.info.threadpools.enabled=true"))
                .contains("\"threadpools\":[")
                .contains("\"prefix\":\"libopenblas\",\"userApi\":\"blas\",\"version\":\"0.3.21\",\"numThreads\":");
    }

    @Test
    void otherwiseItDoesNot() {
        assertThat(info("management.info.env.enabled=true")).doesNotContain("threadpools");
    }

    private static String info(String property) {
        try (TestServer server =
                TestServer.start(Application.class, "management.endpoints.web.exposure.include=info", property)) {
            return server.send(
                            HttpRequest.newBuilder(server.uri("/actuator/info")).build())
                    .body();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(OpenToAll.class)
    static class Application {}
}
