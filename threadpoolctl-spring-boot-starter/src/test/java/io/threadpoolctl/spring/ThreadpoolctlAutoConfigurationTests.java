package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Lazy;

@ExtendWith(OutputCaptureExtension.class)
class ThreadpoolctlAutoConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, ThreadpoolctlAutoConfiguration.class));

    @Test
    void annotatedBeansAreProxiedAndOthersAreNot() {
        runner.withBean(Limited.class).withBean(Plain.class).run(context -> {
            assertThat(AopUtils.isAopProxy(context.getBean(Limited.class))).isTrue();
            assertThat(AopUtils.isAopProxy(context.getBean(Plain.class))).isFalse();
        });
    }

    @Test
    void theDoorsOfTheCoreAreBeans() {
        runner.run(context -> {
            assertThat(context.getBean(Threadpools.class)).isSameAs(Threadpools.ofProcess());
            assertThat(context.getBean(ConfiguredLimits.class).defaults()).isEqualTo(Limits.all(1));
        });
    }

    @Test
    void disabledNothingIsLimited() {
        runner.withPropertyValues("threadpoolctl.enabled=false")
                .withBean(Limited.class)
                .run(context -> {
                    long opened = DebianLibraries.openedScopes();
                    context.getBean(Limited.class).limited();
                    assertThat(DebianLibraries.openedScopes()).isEqualTo(opened);
                });
    }

    @Test
    void disabledTheDoorsAreStillThere() {
        runner.withPropertyValues("threadpoolctl.enabled=false", "threadpoolctl.profiles.training.blas=2")
                .run(context -> {
                    assertThat(context.getBean(Threadpools.class)).isSameAs(Threadpools.ofProcess());
                    assertThat(context.getBean(ConfiguredLimits.class).profiles())
                            .containsEntry("training", Limits.blas(2));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"threadpoolctl.defaults.blas=many", "threadpoolctl.misspelt=1"})
    void disabledWhatIsWrongCountsForNothing(String property) {
        runner.withPropertyValues("threadpoolctl.enabled=false", property)
                .run(context -> assertThat(
                                context.getBean(ConfiguredLimits.class).defaults())
                        .isEqualTo(Limits.all(1)));
    }

    @Test
    void limitsOfOnesOwnReplaceTheConfiguredOnes() {
        ConfiguredLimits own = new ConfiguredLimits(Limits.blas(2), Limits.none(), java.util.Map.of());
        runner.withBean(ConfiguredLimits.class, () -> own)
                .run(context ->
                        assertThat(context.getBean(ConfiguredLimits.class)).isSameAs(own));
    }

    @Test
    void propertiesAreRead() {
        runner.withPropertyValues(
                        "threadpoolctl.defaults.blas=1",
                        "threadpoolctl.defaults.openmp=auto",
                        "threadpoolctl.profiles.training.blas=share",
                        "threadpoolctl.profiles.inference.all=2")
                .run(context -> {
                    ConfiguredLimits configured = context.getBean(ConfiguredLimits.class);
                    assertThat(configured.defaults()).isEqualTo(Limits.blas(1).and(Limits.auto("openmp")));
                    assertThat(configured.profiles())
                            .containsEntry("training", Limits.share("blas"))
                            .containsEntry("inference", Limits.all(2));
                    assertThat(configured.process()).isEqualTo(Limits.none());
                });
    }

    @Test
    void whatIsConfiguredCanBeRead() {
        runner.withPropertyValues("threadpoolctl.process.blas=2", "threadpoolctl.profiles.training=share")
                .run(context -> assertThat(context.getBean(ConfiguredLimits.class))
                        .hasToString("defaults (all=1), process (blas=2), profiles training (all=share)"));
    }

    @Test
    void prefixesWithUnderscoresNeedNoBrackets() {
        runner.withPropertyValues("threadpoolctl.libraries.libopenblas=2", "threadpoolctl.process.libopenblas=1")
                .run(context -> assertThat(
                                context.getBean(ConfiguredLimits.class).process())
                        .isEqualTo(Limits.of("libopenblas", 2)));
    }

    @Test
    void noBeanIsMadeTooEarlyForOtherPostProcessors(CapturedOutput output) {
        runner.withBean(Limited.class)
                .withBean("earlyPostProcessor", EarlyPostProcessor.class)
                .withPropertyValues("threadpoolctl.aspect.order=7")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(AopUtils.isAopProxy(context.getBean(Limited.class)))
                            .isTrue();
                    assertThat(output)
                            .doesNotContain("is not eligible for getting processed by all BeanPostProcessors");
                });
    }

    @Test
    void lazyBeansAreCheckedWithoutBeingMade() {
        runner.withBean(LazyLimited.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(InvalidLimitException.class)
                        .hasMessageContaining("LazyLimited.limited"));
    }

    static class Limited {
        @ThreadpoolLimits(blas = 1)
        void limited() {}
    }

    static class Plain {
        void free() {}
    }

    @Lazy
    static class LazyLimited {
        LazyLimited() {
            throw new AssertionError("made too early");
        }

        @ThreadpoolLimits(blas = -3)
        void limited() {}
    }
}
