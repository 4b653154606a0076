package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
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
    void noClassInsideTheCoreAndNothingThatReachesNativeCodeIsLoaded() throws Exception {
        assertThat(inside(run("--threadpoolctl.enabled=false", CONFIGURED))).isEmpty();
    }

    @Test
    void switchedOnTheyAreSeenToBeLoaded() throws Exception {
        assertThat(inside(run("--threadpoolctl.enabled=true", CONFIGURED)))
                .anyMatch(line -> line.contains("io.threadpoolctl.internal.binding.NativeProcess"))
                .anyMatch(line -> line.contains("io.threadpoolctl.internal.ledger.Ledger "));
    }

    @Test
    void switchedOnWithoutLimitsOfTheProcessTheStartingThreadReachesNoNativeCode() throws Exception {
        List<String> output = run("--threadpoolctl.watch=off", "--threadpoolctl.profiles.inference=1");
        List<String> start = output.subList(0, started(output));
        assertThat(start).noneMatch(SwitchedOffTests::reachesNativeCode);
        assertThat(output).anyMatch(SwitchedOffTests::reachesNativeCode);
    }

    private static List<String> run(String argument, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.add(argument);
        String output = new ForkedJvm()
                .options(List.of("-Xlog:class+load"))
                .run(Application.class, arguments.toArray(new String[0]));
        assertThat(output).contains("limited: seven").contains("org.springframework.boot.SpringApplication ");
        return output.lines().toList();
    }

    private static int started(List<String> output) {
        for (int i = 0; i < output.size(); i++) {
            if (output.get(i).contains(": Started ")) {
                return i;
            }
        }
        throw new AssertionError("It has not started.");
    }

    private static List<String> inside(List<String> output) {
        return output.stream()
                .filter(line -> line.contains("[class,load]"))
                .filter(line -> line.contains(" io.threadpoolctl.internal.") || reachesNativeCode(line))
                .toList();
    }

    private static boolean reachesNativeCode(String line) {
        return line.contains("[class,load]")
                && (line.contains(" io.threadpoolctl.internal.binding.NativeAccess")
                        || line.contains(" io.threadpoolctl.internal.binding.Linker")
                        || line.contains(" com.sun.jna.")
                        || line.contains(" java.lang.foreign.Linker")
                        || line.contains(" java.lang.foreign.SymbolLookup"));
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
