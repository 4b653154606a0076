package io.threadpoolctl.actuate;

import static io.threadpoolctl.actuate.TestServer.pool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A limit of the process that cannot reach all threads: libgomp was there before Spring. */
class UnreachedThreadsTests {

    private static final String WARNING = "it was loaded before that was asked for";

    @BeforeAll
    static void load() {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "one processor is as narrow as can be");
        DebianLibraries.load(DebianLibraries.LIBGOMP);
    }

    @Test
    void theEndpointSaysSoAndWhatMendsIt() {
        try (TestServer server = TestServer.start(Application.class, "threadpoolctl.process.openmp=1")) {
            Map<String, Object> answer = server.get("");
            assertThat(pool(answer, "libgomp"))
                    .containsEntry("numThreads", Runtime.getRuntime().availableProcessors())
                    .containsEntry("honoured", false);
            assertThat(warnings(answer)).singleElement().asString().contains(WARNING, "OMP_NUM_THREADS=1");
        }
        try (TestServer server = TestServer.start(Application.class)) {
            Map<String, Object> answer = server.get("");
            assertThat(pool(answer, "libgomp")).containsEntry("honoured", true);
            assertThat(warnings(answer)).isEmpty();
        }
    }

    private static List<String> warnings(Map<String, Object> answer) {
        return ((List<?>) Objects.requireNonNull(answer.get("warnings")))
                .stream()
                        .map(String::valueOf)
                        .filter(text -> text.contains("libgomp.so"))
                        .toList();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(OpenToAll.class)
    static class Application {}
}
