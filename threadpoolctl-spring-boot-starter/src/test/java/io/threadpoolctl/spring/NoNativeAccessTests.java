package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** JVMs in which native code cannot be reached. */
class NoNativeAccessTests {

    @ParameterizedTest
    @MethodSource("obstacles")
    void theApplicationRunsWithoutLimitsAndOneWarningSaysSo(List<String> obstacle) throws Exception {
        String output = run(obstacle, "--threadpoolctl.process.blas=1");
        assertThat(output).contains("the body has run").doesNotContain("APPLICATION FAILED TO START");
        assertThat(output.lines().filter(line -> line.contains(" WARN ") && line.contains(" io.threadpoolctl")))
                .singleElement()
                .asString()
                .contains("threadpoolctl cannot reach native code");
    }

    @ParameterizedTest
    @MethodSource("obstacles")
    void failingFastItDoesNotStartAndSaysWhatToDo(List<String> obstacle) throws Exception {
        assertThat(run(obstacle, "--threadpoolctl.fail-fast=true"))
                .contains("APPLICATION FAILED TO START")
                .contains("threadpoolctl.fail-fast is true, and native thread pools cannot be limited here.")
                .contains("-Djna.tmpdir=DIR")
                .contains("--enable-native-access=ALL-UNNAMED")
                .doesNotContain("the body has run");
    }

    /** JNA may not unpack its library, cannot load what it unpacked, or Java forbids it, which it can from version 24 on. */
    static List<List<String>> obstacles() {
        List<List<String>> obstacles = new ArrayList<>();
        obstacles.add(
                List.of("-Djna.nounpack=true", "-Djna.boot.library.path=" + System.getProperty("java.io.tmpdir")));
        obstacles.add(List.of("-Djna.tmpdir=/dev/null/nowhere"));
        if (Runtime.version().feature() >= 24) {
            obstacles.add(List.of("--illegal-native-access=deny"));
        }
        return obstacles;
    }

    private static String run(List<String> options, String argument) throws Exception {
        List<String> throughJna = new ArrayList<>(options);
        // From Java 22 on there is another way, which these obstacles do not bar.
        throughJna.add("-Dthreadpoolctl.binding=jna");
        return new ForkedJvm().withoutNativeAccess().options(throughJna).run(Application.class, argument);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        public static void main(String[] args) {
            try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                    .web(WebApplicationType.NONE)
                    .run(args)) {
                System.out.println(context.getBean(Service.class).limited());
            }
        }

        @Bean
        Service service() {
            return new Service();
        }
    }

    static class Service {
        @ThreadpoolLimits(blas = 1)
        String limited() {
            return "the body has run";
        }
    }
}
