package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What happens when the machine, and not the input, is at fault. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(ProblemsTests.Faults.class)
class ProblemsTests {

    @LocalServerPort
    private int port;

    @Test
    void nativeMemoryThatRunsOutIsATemporaryFault() {
        assertUnavailable(new TestClient(port).get("/fault/memory"), "not enough memory");
    }

    @Test
    void anOpenBlasThatCannotBeLoadedIsSaidSo() {
        assertUnavailable(new TestClient(port).get("/fault/library"), "OpenBLAS cannot be loaded");
    }

    private static void assertUnavailable(HttpResponse<byte[]> response, String detail) {
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains(detail);
    }

    @TestConfiguration(proxyBeanMethods = false)
    @RestController
    static class Faults {

        @GetMapping("/fault/memory")
        String memory() {
            throw new OutOfMemoryError("Physical memory usage is too high");
        }

        @GetMapping("/fault/library")
        String library() {
            throw new UnsatisfiedLinkError("no jniopenblas in java.library.path");
        }
    }
}
