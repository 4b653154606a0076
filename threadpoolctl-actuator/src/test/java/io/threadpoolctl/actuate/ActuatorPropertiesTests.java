package io.threadpoolctl.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.spring.ConfiguredLimits;
import io.threadpoolctl.spring.ThreadpoolctlAutoConfiguration;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ActuatorPropertiesTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withPropertyValues("management.endpoints.web.exposure.include=threadpools");

    private final ApplicationContextRunner withStarter = runner.withConfiguration(
            AutoConfigurations.of(ThreadpoolctlAutoConfiguration.class, ThreadpoolsEndpointAutoConfiguration.class));

    @Test
    void theStarterKnowsEveryOneOfThem() {
        String[] all = Stream.of(ActuatorProperties.class.getRecordComponents())
                .map(component -> "threadpoolctl.actuator."
                        + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT) + "=true")
                .toArray(String[]::new);
        assertThat(all).isNotEmpty();
        withStarter.withPropertyValues(all).run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void aMisspeltOneStopsTheStart() {
        withStarter
                .withPropertyValues("threadpoolctl.actuator.show-path=false")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("show-path"));
    }

    @Test
    void aMisspeltOneStopsTheStartWithoutEndpoint() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ThreadpoolctlAutoConfiguration.class))
                .withPropertyValues("threadpoolctl.actuator.scope-time=true")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("scope-time"));
    }

    @Test
    void aMisspeltOneStopsTheStartWithoutTheStarter() {
        runner.withConfiguration(AutoConfigurations.of(ThreadpoolsEndpointAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader(ConfiguredLimits.class.getPackageName()))
                .withPropertyValues("threadpoolctl.actuator.show-path=false")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("show-path"));
    }
}
