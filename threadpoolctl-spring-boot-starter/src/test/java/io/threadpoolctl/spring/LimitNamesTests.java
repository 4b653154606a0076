package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.Limits;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The names of pools as people write them. */
@ExtendWith(OutputCaptureExtension.class)
class LimitNamesTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ThreadpoolctlAutoConfiguration.class,
                    LimitedThreadsAutoConfiguration.class,
                    WorkerPoolAutoConfiguration.class))
            .withPropertyValues("threadpoolctl.pool.enabled=true");

    @ParameterizedTest
    @ValueSource(strings = {"process", "libraries"})
    void aNumberForTheProcessStandsForEveryPool(String group) {
        assertThat(process(Map.of("threadpoolctl." + group, 2))).isEqualTo(Limits.all(2));
        assertThat(process(Map.of("threadpoolctl." + group, "auto"))).isEqualTo(Limits.auto());
        assertThat(process(Map.of("threadpoolctl." + group + ".all", 2))).isEqualTo(Limits.all(2));
    }

    @Test
    void aNumberStandsForEveryPoolElsewhereToo() {
        with(Map.of(
                        "threadpoolctl.defaults", 3,
                        "threadpoolctl.profiles.inference", 1,
                        "threadpoolctl.profiles.training", "share",
                        "threadpoolctl.pool.limits", "${four}",
                        "four", 4))
                .run(context -> {
                    ConfiguredLimits configured = context.getBean(ConfiguredLimits.class);
                    assertThat(configured.defaults()).isEqualTo(Limits.all(3));
                    assertThat(configured.profiles())
                            .containsEntry("inference", Limits.all(1))
                            .containsEntry("training", Limits.share());
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"process", "defaults", "libraries", "profiles", "profiles.inference", "pool.limits"})
    void nothingAtAllStandsForNothing(String group) {
        with(Map.of("threadpoolctl." + group, ""))
                .run(context -> assertThat(
                                context.getBean(ConfiguredLimits.class).process())
                        .isEqualTo(Limits.none()));
    }

    @Test
    void aNumberStandsBesideKeys() {
        assertThat(process(Map.of("threadpoolctl.process", 4, "threadpoolctl.process.blas", 2)))
                .isEqualTo(Limits.all(4).and(Limits.blas(2)));
    }

    @Test
    void theStrongerSourceSaysWhatEveryPoolGets() {
        assertThat(process(Map.of("threadpoolctl.process.all", 4), Map.of("THREADPOOLCTL_PROCESS", "2")))
                .isEqualTo(Limits.all(2));
        assertThat(process(Map.of("threadpoolctl.process", 4), Map.of("THREADPOOLCTL_PROCESS_ALL", "2")))
                .isEqualTo(Limits.all(2));
        assertThat(process(Map.of("threadpoolctl.process", 4), Map.of("THREADPOOLCTL_PROCESS", "2")))
                .isEqualTo(Limits.all(2));
    }

    @ParameterizedTest
    @CsvSource({
        "BLAS, blas",
        "OpenMP, openmp",
        "LibMKL_rt, libmkl_rt",
        "'[libmkl_rt]', libmkl_rt",
        "libmkl_rt, libmkl_rt",
        "libmkl-rt, libmkl_rt",
        "libmkl.rt, libmkl_rt",
        "'[/opt/Lib/libopenblas.so]', /opt/Lib/libopenblas.so"
    })
    void aNameIsFoundHoweverItIsSpelt(String spelt, String name) {
        assertThat(process(Map.of("threadpoolctl.process." + spelt, 2))).isEqualTo(Limits.of(name, 2));
    }

    @Test
    void everyPoolIsFoundHoweverItIsSpelt() {
        assertThat(process(Map.of("threadpoolctl.process.ALL", 2))).isEqualTo(Limits.all(2));
    }

    @Test
    void environmentVariablesNameLibrariesWithUnderscores(CapturedOutput output) {
        assertThat(process(Map.of(), Map.of("THREADPOOLCTL_LIBRARIES_LIBMKL_RT", "2", "THREADPOOLCTL_PROCESS", "3")))
                .isEqualTo(Limits.all(3).and(Limits.of("libmkl_rt", 2)));
        assertThat(output).doesNotContain("knows nothing of these environment variables");
    }

    @Test
    void anEnvironmentVariableReplacesTheSameNameSpeltOtherwise() {
        assertThat(process(
                        Map.of("threadpoolctl.libraries[libmkl_rt]", 4),
                        Map.of("THREADPOOLCTL_LIBRARIES_LIBMKL_RT", "2")))
                .isEqualTo(Limits.of("libmkl_rt", 2));
    }

    @ParameterizedTest
    @CsvSource({
        "threadpoolctl.process, many, The value \"many\" of threadpoolctl.process is not possible.",
        "threadpoolctl.process, share, The value \"share\" of threadpoolctl.process is not possible.",
        "threadpoolctl.process, 1.5, The value \"1.5\" of threadpoolctl.process is not possible.",
        "threadpoolctl.profiles.training, 0, The value \"0\" of threadpoolctl.profiles.training is not possible.",
        "threadpoolctl.process.BALS, 1, The property threadpoolctl.process.BALS",
        "threadpoolctl.process.BALS, 1, did you mean \"blas\"?"
    })
    void whatIsWrongIsNamedAsItIsWritten(String property, String value, String message) {
        with(Map.of(property, value))
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(message));
    }

    private Limits process(Map<String, Object> properties) {
        return process(properties, Map.of());
    }

    private Limits process(Map<String, Object> properties, Map<String, Object> variables) {
        Limits[] process = {Limits.none()};
        with(properties)
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .replace(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                new SystemEnvironmentPropertySource(
                                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables)))
                .run(context ->
                        process[0] = context.getBean(ConfiguredLimits.class).process());
        return process[0];
    }

    /** Values as a file in YAML gives them. */
    private ApplicationContextRunner with(Map<String, Object> properties) {
        return runner.withInitializer(context ->
                context.getEnvironment().getPropertySources().addLast(new MapPropertySource("file", properties)));
    }
}
