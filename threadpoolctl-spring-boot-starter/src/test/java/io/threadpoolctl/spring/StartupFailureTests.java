package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Starts whole applications, so that what is seen is what a person sees. */
@ExtendWith(OutputCaptureExtension.class)
class StartupFailureTests {

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "1.5", "1000000000000", "share"})
    void aProcessLimitThatCannotBeIsNamedWithWhatIsAllowed(String value, CapturedOutput output) {
        assertFails(Empty.class, "--threadpoolctl.process.blas=" + value);
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("The value \"" + value + "\" of threadpoolctl.process.blas is not possible.")
                .contains("\"threadpoolctl.process.blas\" from property source \"commandLineArgs\"")
                .contains("Give a whole number of threads from 1 on, or \"auto\"");
    }

    @Test
    void whatIsNotPossibleInAProfileSaysThatShareIs(CapturedOutput output) {
        assertFails(Empty.class, "--threadpoolctl.profiles.training.blas=all");
        assertThat(output)
                .contains("The value \"all\" of threadpoolctl.profiles.training.blas is not possible.")
                .contains("\"auto\" or \"share\"");
    }

    @Test
    void anUnknownKeyIsNamedWithTheNearestOne(CapturedOutput output) {
        assertFails(Empty.class, "--threadpoolctl.process.openmpi=2");
        assertThat(output)
                .contains("The property threadpoolctl.process.openmpi with the value \"2\" has an unknown key.")
                .contains("did you mean \"openmp\"?");
    }

    @ParameterizedTest
    @CsvSource({
        "threadpoolctl.defualts.blas, Did you mean threadpoolctl.defaults?",
        "threadpoolctl.fail-fats, Did you mean threadpoolctl.fail-fast?",
        "threadpoolctl.aspect.ordre, Did you mean threadpoolctl.aspect.order?",
        "threadpoolctl.actuator.show-path, Did you mean threadpoolctl.actuator.show-paths?",
        "threadpoolctl.enabled.really, Nothing may stand below threadpoolctl.enabled."
    })
    void aMisspeltPropertyIsNamedWithTheNearestOne(String property, String action, CapturedOutput output) {
        assertFails(Empty.class, "--" + property + "=1");
        assertThat(output)
                .contains("The property " + property + " with the value \"1\" is not known.")
                .contains(action);
    }

    @Test
    void ofSeveralMisspeltPropertiesEachIsNamed(CapturedOutput output) {
        assertFails(Empty.class, "--threadpoolctl.defualts.blas=1", "--threadpoolctl.aspect.ordre=2");
        assertThat(output)
                .contains("The property threadpoolctl.defualts.blas with the value \"1\" is not known.")
                .contains("Did you mean threadpoolctl.defaults?")
                .contains("The property threadpoolctl.aspect.ordre with the value \"2\" is not known.")
                .contains("Did you mean threadpoolctl.aspect.order?");
    }

    @Test
    void anAnnotationThatCannotBeIsNamedWithItsMethod(CapturedOutput output) {
        assertFails(WithBadAnnotation.class);
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("@ThreadpoolLimits on " + BadAnnotation.class.getName()
                        + ".limited says blas = -3, which is not possible.")
                .contains("Give 1 or more threads, ThreadpoolLimits.SHARE or ThreadpoolLimits.AUTO;");
    }

    @Test
    void aWordThatIsNoPolicyIsRefusedByBoot(CapturedOutput output) {
        assertFails(Empty.class, "--threadpoolctl.virtual-threads=maybe");
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("threadpoolctl.virtual-threads")
                .contains("maybe")
                .containsIgnoringCase("reject");
    }

    @Test
    void whatIsDisabledIsNotChecked() {
        run(WithBadAnnotation.class, "--threadpoolctl.enabled=false", "--threadpoolctl.process.blas=many");
    }

    private static void assertFails(Class<?> application, String... arguments) {
        assertThatThrownBy(() -> run(application, arguments)).isInstanceOf(Exception.class);
    }

    private static void run(Class<?> application, String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--spring.main.banner-mode=off";
        new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .run(all)
                .close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Empty {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class WithBadAnnotation {
        @Bean
        BadAnnotation bad() {
            return new BadAnnotation();
        }
    }

    static class BadAnnotation {
        @ThreadpoolLimits(blas = -3)
        void limited() {}
    }
}
