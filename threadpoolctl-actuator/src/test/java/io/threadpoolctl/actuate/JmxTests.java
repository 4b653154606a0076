package io.threadpoolctl.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The endpoint over JMX, with a real library. */
class JmxTests {

    private static final String DOMAIN = "threadpoolctl.test";

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    private @Nullable TestServer application;

    @AfterEach
    void stop() {
        if (application != null) {
            application.close();
        }
    }

    @Test
    void itReadsCapsAndLifts() throws Exception {
        DebianLibraries.load(DebianLibraries.OPENBLAS);
        start("management.endpoint.threadpools.access=unrestricted");
        assertThat(operations()).contains("threadpools", "threadpool", "cap", "lift");
        assertThat(pools(invoke("threadpool", "openblas")))
                .isNotEmpty()
                .allSatisfy(pool -> assertThat(pool).doesNotContainEntry("numThreads", 1));
        assertThat(pools(invoke("cap", "openblas", 1)))
                .isNotEmpty()
                .allSatisfy(
                        pool -> assertThat(pool).containsEntry("numThreads", 1).containsEntry("cap", 1));
        assertThat(ShownCaps.in(map(invoke("threadpools")))).isEqualTo(Map.of("openblas", 1));
        assertThat(pools(invoke("lift", "openblas")))
                .isNotEmpty()
                .allSatisfy(pool -> assertThat(pool).doesNotContainEntry("numThreads", 1));
    }

    @Test
    void itRefusesWithAReason() throws Exception {
        start("management.endpoint.threadpools.access=unrestricted");
        for (int number : new int[] {0, -1}) {
            assertThatThrownBy(() -> invoke("cap", "blas", number))
                    .rootCause()
                    .hasMessageStartingWith("numThreads is \"" + number + "\"; allowed is a whole number from 1");
        }
        assertThatThrownBy(() -> invoke("cap", "blas", (@Nullable Object) null))
                .rootCause()
                .hasMessageStartingWith("numThreads is missing");
        assertThatThrownBy(() -> invoke("cap", "bals", 2)).rootCause().hasMessageContaining("blas, ");
    }

    @Test
    void theNumberOfThreadsIsANumberForConsoles() throws Exception {
        start("management.endpoint.threadpools.access=unrestricted");
        assertThat(Stream.of(server.getMBeanInfo(name()).getOperations())
                        .filter(each -> each.getName().equals("cap"))
                        .flatMap(each -> Stream.of(each.getSignature()))
                        .map(parameter -> parameter.getName() + " " + parameter.getType()))
                .containsExactly("name java.lang.String", "numThreads java.lang.Integer");
    }

    @Test
    void itCannotWriteByDefault() throws Exception {
        start();
        assertThat(operations()).containsExactlyInAnyOrder("threadpools", "threadpool");
    }

    private void start(String... properties) {
        String[] jmx = {
            "spring.jmx.enabled=true",
            "management.endpoints.jmx.exposure.include=threadpools",
            "management.endpoints.jmx.domain=" + DOMAIN,
            "threadpoolctl.process.blas=3"
        };
        application = TestServer.start(
                Application.class,
                Stream.of(jmx, properties).flatMap(Stream::of).toArray(String[]::new));
    }

    private List<String> operations() throws Exception {
        return Stream.of(server.getMBeanInfo(name()).getOperations())
                .map(MBeanOperationInfo::getName)
                .toList();
    }

    private Object invoke(String operation, @Nullable Object... arguments) throws Exception {
        MBeanOperationInfo info = Stream.of(server.getMBeanInfo(name()).getOperations())
                .filter(each -> each.getName().equals(operation))
                .findFirst()
                .orElseThrow();
        String[] types = Stream.of(info.getSignature())
                .map(parameter -> parameter.getType())
                .toArray(String[]::new);
        return server.invoke(name(), operation, arguments, types);
    }

    private static ObjectName name() throws Exception {
        return new ObjectName(DOMAIN + ":type=Endpoint,name=Threadpools");
    }

    @SuppressWarnings("unchecked") // the test fails if it is not so
    private static Map<String, Object> map(Object answer) {
        return (Map<String, Object>) answer;
    }

    private static List<Map<String, Object>> pools(Object answer) {
        return TestServer.pools(map(answer));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(OpenToAll.class)
    static class Application {}
}
