package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code threadpoolctl.enabled=false} in a JVM of its own that tells which classes it loads. */
class SwitchedOffTests {

    private static final String[] CONFIGURED = {
        "--threadpoolctl.process.blas=1",
        "--threadpoolctl.libraries.libopenblas=1",
        "--threadpoolctl.defaults.openmp=1",
        "--threadpoolctl.profiles.inference=1",
        "--threadpoolctl.pool.enabled=true",
        "--threadpoolctl.propagate-to-tasks=true",
        "--spring.main.banner-mode=off"
    };

    @Test
    void nothingThatReachesNativeCodeIsLoaded() throws Exception {
        assertThat(classesThatReachNativeCode("--threadpoolctl.enabled=false")).isEmpty();
    }

    @Test
    void switchedOnItIsSeenToBeLoaded() throws Exception {
        assertThat(classesThatReachNativeCode("--threadpoolctl.enabled=true"))
                .anyMatch(line -> line.contains("io.threadpoolctl.internal.binding.NativeProcess"));
    }

    private static List<String> classesThatReachNativeCode(String argument) throws Exception {
        String[] arguments = java.util.Arrays.copyOf(CONFIGURED, CONFIGURED.length + 1);
        arguments[CONFIGURED.length] = argument;
        String output = new ForkedJvm().options(List.of("-Xlog:class+load")).run(Application.class, arguments);
        assertThat(output).contains("limited: seven").contains("org.springframework.boot.SpringApplication ");
        return output.lines()
                .filter(line -> line.contains("[class,load]"))
                .filter(line -> line.contains(" io.threadpoolctl.internal.binding.")
                        || line.contains(" com.sun.jna.")
                        || line.contains(" java.lang.foreign.Linker")
                        || line.contains(" java.lang.foreign.SymbolLookup"))
                .toList();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        public static void main(String[] arguments) {
            try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                    .web(WebApplicationType.NONE)
                    .run(arguments)) {
                System.out.println("limited: " + context.getBean(Limited.class).text());
            }
        }

        @Bean
        Limited limited() {
            return new Limited();
        }
    }

    static class Limited {
        @ThreadpoolLimits(profile = "inference")
        String text() {
            return "seven";
        }
    }
}
