package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A JVM in which JNA cannot load its library. */
class NoNativeAccessTests {

    @Test
    void theApplicationRunsWithoutLimitsAndOneWarningSaysSo() throws Exception {
        String output = run("--threadpoolctl.process.blas=1");
        assertThat(output).contains("the body has run").doesNotContain("APPLICATION FAILED TO START");
        assertThat(output.lines().filter(line -> line.contains(" WARN ")))
                .singleElement()
                .asString()
                .contains("threadpoolctl cannot reach native code");
    }

    @Test
    void failingFastItDoesNotStartAndSaysWhatToDo() throws Exception {
        assertThat(run("--threadpoolctl.fail-fast=true"))
                .contains("APPLICATION FAILED TO START")
                .contains("threadpoolctl.fail-fast is true, and native thread pools cannot be limited here.")
                .contains("-Djna.tmpdir=DIR")
                .doesNotContain("the body has run");
    }

    private static String run(String argument) throws Exception {
        return new ForkedJvm()
                .option("-Djna.nounpack=true")
                .option("-Djna.boot.library.path=" + System.getProperty("java.io.tmpdir"))
                .run(Application.class, argument);
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
