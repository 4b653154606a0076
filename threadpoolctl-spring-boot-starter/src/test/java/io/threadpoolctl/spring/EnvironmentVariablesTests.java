package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.concurrent.ThreadPool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

@ExtendWith(OutputCaptureExtension.class)
class EnvironmentVariablesTests {

    private static final String WARNING = "threadpoolctl knows nothing of these environment variables";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(ThreadpoolctlAutoConfiguration.class, WorkerPoolAutoConfiguration.class));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "THREADPOOLCTL",
                "THREADPOOLCTL_PROCESS",
                "THREADPOOLCTL_DEFAULTS",
                "THREADPOOLCTL_LIBRARIES",
                "THREADPOOLCTL_PROFILES",
                "THREADPOOLCTL_PROFILES_INFERENCE",
                "THREADPOOLCTL_POOL",
                "THREADPOOLCTL_POOL_LIMITS",
                "THREADPOOLCTL_PROCESS_BLAS",
                "THREADPOOLCTL_ASPECT_ORDER",
                "THREADPOOLCTL_ENABLED",
                "THREADPOOLCTL_ACTUATOR"
            })
    void whatKubernetesMakesForAServiceStopsNothingAndIsOneWarning(String service, CapturedOutput output) {
        Map<String, Object> variables = ofKubernetes(service);
        with(variables).withPropertyValues("threadpoolctl.pool.enabled=true").run(context -> {
            assertThat(context).hasNotFailed();
            ConfiguredLimits configured = context.getBean(ConfiguredLimits.class);
            assertThat(configured.process()).isEqualTo(Limits.none());
            assertThat(configured.defaults()).isEqualTo(Limits.all(1));
            assertThat(configured.profiles()).isEmpty();
        });
        assertThat(warnings(output))
                .singleElement()
                .asString()
                .contains(variables.keySet())
                .contains("enableServiceLinks: false");
    }

    @Test
    void whatIsConfiguredElsewhereCountsBesideThem() {
        with(ofKubernetes("THREADPOOLCTL_PROCESS"))
                .withPropertyValues("threadpoolctl.process.blas=2")
                .run(context -> assertThat(
                                context.getBean(ConfiguredLimits.class).process())
                        .isEqualTo(Limits.blas(2)));
    }

    @Test
    void workersKeepTheLimitsThatTheyHaveWithoutConfiguration() {
        with(ofKubernetes("THREADPOOLCTL_POOL_LIMITS"))
                .withPropertyValues("threadpoolctl.pool.enabled=true")
                .run(context -> assertThat(context.getBean(ThreadPool.class)
                                .apply(() -> Threadpools.ofProcess().capture().isNone()))
                        .isFalse());
    }

    @Test
    void aMisspeltOneIsWarnedAbout(CapturedOutput output) {
        with(Map.of("THREADPOOLCTL_FAILFATS", "true", "THREADPOOLCTL_PROCESS_OPENMPI", "2"))
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(warnings(output))
                .singleElement()
                .asString()
                .contains("THREADPOOLCTL_FAILFATS, THREADPOOLCTL_PROCESS_OPENMPI");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "THREADPOOLCTL_PROCESS_BLAS",
                "THREADPOOLCTL_DEFAULTS_OPENMP",
                "THREADPOOLCTL_LIBRARIES_LIBOPENBLAS",
                "THREADPOOLCTL_PROFILES_INFERENCE_BLAS",
                "THREADPOOLCTL_POOL_LIMITS_ALL",
                "THREADPOOLCTL_FAILFAST"
            })
    void aBadValueOfAKnownOneStopsTheStart(String variable) {
        with(Map.of(variable, "many")).run(context -> assertThat(context).hasFailed());
    }

    @Test
    void oneThatIsReadIsNotWarnedAboutHoweverItIsSpelt(CapturedOutput output) {
        with(Map.of(
                        "THREADPOOLCTL_PROCESS_BLAS", "2",
                        "THREADPOOLCTL_FAIL_FAST", "false",
                        "THREADPOOLCTL_VIRTUALTHREADS", "pin",
                        "THREADPOOLCTL_PROFILES_INFERENCE_BLAS", "1",
                        "THREADPOOLCTL_ACTUATOR_SHOWPATHS", "false"))
                .run(context -> assertThat(
                                context.getBean(ConfiguredLimits.class).process())
                        .isEqualTo(Limits.blas(2)));
        assertThat(warnings(output)).isEmpty();
    }

    @Test
    void oneThatAStrongerPropertyReplacesIsNotWarnedAbout(CapturedOutput output) {
        with(Map.of("THREADPOOLCTL_PROCESS_BLAS", "2"))
                .withPropertyValues("threadpoolctl.process.blas=3")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(warnings(output)).isEmpty();
    }

    @Test
    void disabledNothingIsSaid(CapturedOutput output) {
        with(ofKubernetes("THREADPOOLCTL"))
                .withPropertyValues("threadpoolctl.enabled=false")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(warnings(output)).isEmpty();
    }

    private ApplicationContextRunner with(Map<String, Object> variables) {
        String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        return runner.withInitializer(context -> context.getEnvironment()
                .getPropertySources()
                .replace(name, new SystemEnvironmentPropertySource(name, variables)));
    }

    /** As its documentation lists them: those of its own and those that Docker's links had. */
    private static Map<String, Object> ofKubernetes(String service) {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put(service + "_SERVICE_HOST", "10.0.0.11");
        variables.put(service + "_SERVICE_PORT", "6379");
        variables.put(service + "_SERVICE_PORT_HTTP", "6379");
        variables.put(service + "_PORT", "tcp://10.0.0.11:6379");
        variables.put(service + "_PORT_6379_TCP", "tcp://10.0.0.11:6379");
        variables.put(service + "_PORT_6379_TCP_PROTO", "tcp");
        variables.put(service + "_PORT_6379_TCP_PORT", "6379");
        variables.put(service + "_PORT_6379_TCP_ADDR", "10.0.0.11");
        return variables;
    }

    private static List<String> warnings(CapturedOutput output) {
        return output.toString().lines().filter(line -> line.contains(WARNING)).toList();
    }
}
