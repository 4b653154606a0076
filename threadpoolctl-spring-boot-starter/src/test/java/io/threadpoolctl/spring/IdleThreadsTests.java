package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Function;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code threadpoolctl.process.idle-threads}, in JVMs of their own that tell what native code sees in the environment. */
class IdleThreadsTests {

    private static final String ASLEEP = "[GOMP_SPINCOUNT=0, KMP_BLOCKTIME=0, OPENBLAS_THREAD_TIMEOUT=18]";
    private static final String AS_FOUND = "[]";

    @ParameterizedTest
    @CsvSource({
        "threadpoolctl.process.idle-threads",
        "threadpoolctl.process.idleThreads",
        "threadpoolctl.process.IDLE_THREADS"
    })
    void beforeTheFirstBeanTheVariablesAreSetAndAfterTheLastTakenBack(String property) throws Exception {
        assertThat(run(Map.of(), "--" + property + "=sleep", "--threadpoolctl.process.blas=1"))
                .contains("first bean: " + ASLEEP)
                .contains("closed: " + AS_FOUND);
    }

    @Test
    void anEnvironmentVariableIsEnough() throws Exception {
        assertThat(run(Map.of("THREADPOOLCTL_PROCESS_IDLETHREADS", "sleep")))
                .contains("first bean: " + ASLEEP)
                .doesNotContain("knows nothing of these environment variables");
    }

    @Test
    void withoutItNothingIsSet() throws Exception {
        assertThat(run(Map.of(), "--threadpoolctl.process.blas=1")).contains("first bean: " + AS_FOUND);
        assertThat(run(Map.of(), "--threadpoolctl.process.idle-threads=sleep", "--threadpoolctl.enabled=false"))
                .contains("first bean: " + AS_FOUND);
    }

    @Test
    void whatIsSetStaysAndIsNotTakenBack() throws Exception {
        assertThat(run(Map.of("KMP_BLOCKTIME", "200"), "--threadpoolctl.process.idle-threads=sleep"))
                .contains("first bean: [GOMP_SPINCOUNT=0, KMP_BLOCKTIME=200, OPENBLAS_THREAD_TIMEOUT=18]")
                .contains("closed: [KMP_BLOCKTIME=200]");
        assertThat(run(Map.of("OMP_WAIT_POLICY", "ACTIVE"), "--threadpoolctl.process.idle-threads=sleep"))
                .contains("first bean: [OPENBLAS_THREAD_TIMEOUT=18]");
    }

    @Test
    void anotherWordStopsTheStart() throws Exception {
        assertThat(run(Map.of(), "--threadpoolctl.process.idle-threads=spin"))
                .contains("APPLICATION FAILED TO START")
                .contains("The value \"spin\" of threadpoolctl.process.idle-threads is not possible.")
                .contains("Give \"sleep\"");
    }

    @Test
    void aLibraryThatWasThereBeforeIsWarnedAbout() throws Exception {
        DebianLibraries.require(DebianLibraries.OPENBLAS);
        assertThat(run(Map.of(), "--threadpoolctl.process.idle-threads=sleep", "--early"))
                .containsOnlyOnce("was loaded before its idle threads were to sleep")
                .contains("Start the process with OPENBLAS_THREAD_TIMEOUT=18 in the environment");
    }

    private static String run(Map<String, String> variables, String... arguments) throws Exception {
        return new ForkedJvm().variables(variables).run(Application.class, arguments);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        private static final List<String> VARIABLES =
                List.of("GOMP_SPINCOUNT", "KMP_BLOCKTIME", "OPENBLAS_THREAD_TIMEOUT");

        public static void main(String[] arguments) {
            if (List.of(arguments).contains("--early")) {
                System.load(DebianLibraries.OPENBLAS.toString());
            }
            ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                    .web(WebApplicationType.NONE)
                    .run(arguments);
            context.close();
            System.out.println("closed: " + environment());
        }

        @Bean
        InitializingBean first() {
            return () -> System.out.println("first bean: " + environment());
        }

        private static List<String> environment() {
            Map<String, String> found = new LinkedHashMap<>();
            for (String variable : VARIABLES) {
                String value = Function.getFunction("c", "getenv").invokeString(new Object[] {variable}, false);
                if (value != null) {
                    found.put(variable, value);
                }
            }
            return found.entrySet().stream().map(Object::toString).toList();
        }
    }
}
