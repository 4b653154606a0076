package io.threadpoolctl.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.Threadpools;
import io.threadpoolctl.spring.ConfiguredLimits;
import io.threadpoolctl.spring.ThreadpoolctlAutoConfiguration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ThreadpoolsEndpointAutoConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ThreadpoolctlAutoConfiguration.class, ThreadpoolsEndpointAutoConfiguration.class));

    private final ApplicationContextRunner exposed =
            runner.withPropertyValues("management.endpoints.web.exposure.include=threadpools");

    @Test
    void exposedThereIsAnEndpoint() {
        exposed.run(context -> assertThat(context).hasSingleBean(ThreadpoolsEndpoint.class));
    }

    @Test
    void notExposedThereIsNone() {
        runner.run(context -> assertThat(context).doesNotHaveBean(ThreadpoolsEndpoint.class));
    }

    @Test
    void withoutAccessThereIsNone() {
        exposed.withPropertyValues("management.endpoint.threadpools.access=NONE")
                .run(context -> assertThat(context).doesNotHaveBean(ThreadpoolsEndpoint.class));
    }

    @Test
    void anEndpointOfOnesOwnReplacesIt() {
        OperatorCaps caps = new OperatorCaps(Threadpools.ofProcess());
        ThreadpoolsEndpoint own = new ThreadpoolsEndpoint(
                new PoolNames(Threadpools.ofProcess()),
                caps,
                new CapAudit(event -> {}),
                new Answers(Threadpools.ofProcess(), () -> Configured.NOTHING, () -> null, true));
        exposed.withBean(ThreadpoolsEndpoint.class, () -> own)
                .run(context ->
                        assertThat(context.getBean(ThreadpoolsEndpoint.class)).isSameAs(own));
    }

    @Test
    void withTheStarterItShowsWhatIsConfigured() {
        exposed.withPropertyValues("threadpoolctl.profiles.inference.blas=1").run(context -> {
            ThreadpoolsDescriptor answer =
                    context.getBean(ThreadpoolsEndpoint.class).threadpools();
            assertThat(answer.defaults()).isEqualTo(Map.of("all", 1));
            assertThat(answer.process()).isEmpty();
            assertThat(answer.profiles()).isEqualTo(Map.of("inference", Map.of("blas", 1)));
        });
    }

    @Test
    void withoutTheStarterItWorksAndShowsNothingConfigured() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ThreadpoolsEndpointAutoConfiguration.class))
                .withPropertyValues("management.endpoints.web.exposure.include=threadpools")
                .withClassLoader(new FilteredClassLoader(ConfiguredLimits.class.getPackageName()))
                .run(context -> {
                    ThreadpoolsDescriptor answer =
                            context.getBean(ThreadpoolsEndpoint.class).threadpools();
                    assertThat(answer.processors().available())
                            .isEqualTo(Runtime.getRuntime().availableProcessors());
                    assertThat(answer.defaults()).isEmpty();
                });
    }

    @Test
    void withTheStarterDisabledItShowsNothingConfigured() {
        exposed.withPropertyValues("threadpoolctl.enabled=false")
                .run(context -> assertThat(context.getBean(ThreadpoolsEndpoint.class)
                                .threadpools()
                                .defaults())
                        .isEmpty());
    }
}
