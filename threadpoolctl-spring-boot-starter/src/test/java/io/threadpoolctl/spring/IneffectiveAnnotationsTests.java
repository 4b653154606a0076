package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.PriorityOrdered;

/** What is annotated and cannot take effect is told when the application starts. */
@ExtendWith(OutputCaptureExtension.class)
class IneffectiveAnnotationsTests {

    private static final String START = "@ThreadpoolLimits on ";
    private static final String NO_EFFECT = " has no effect: ";

    private final ApplicationContextRunner withoutProxies = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ThreadpoolctlAutoConfiguration.class));

    private final ApplicationContextRunner runner =
            withoutProxies.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class));

    @ParameterizedTest
    @CsvSource({
        "Private.limited, the method is private",
        "Static.limited, the method is static",
        "Final.limited, the method is final",
        "FinalInside.limited, the method is final"
    })
    void aMethodThatProxiesDoNotSeeIsToldOnceWithTheWayOut(String method, String reason, CapturedOutput output) {
        Class<?> type = type(method);
        runner.withBean("one", type)
                .withBean("another", type)
                .run(context -> assertThat(told(output))
                        .singleElement()
                        .asString()
                        .contains(name(method) + NO_EFFECT + reason)
                        .contains("Threadpools.call", "weave"));
    }

    @Test
    void eachOfSeveralIsTold(CapturedOutput output) {
        runner.withBean(Several.class).run(context -> assertThat(told(output)).hasSize(3));
    }

    @Test
    void whatTakesEffectIsNotTold(CapturedOutput output) {
        runner.withBean(Good.class)
                .withBean(GoodInside.class)
                .withBean(GoodType.class)
                .withBean("lazy", Good.class, Good::new, definition -> definition.setLazyInit(true))
                .withBean(
                        "prototype",
                        Good.class,
                        Good::new,
                        definition -> definition.setScope(BeanDefinition.SCOPE_PROTOTYPE))
                .withBean(First.class)
                .withBean(Second.class)
                .withAllowCircularReferences(true)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(told(output)).isEmpty();
                });
    }

    @ParameterizedTest
    @CsvSource({"Good.limited, Good", "GoodType, GoodType", "OnInterface.getAsInt, OnInterface"})
    void withoutProxiesEveryAnnotationIsTold(String annotated, String type, CapturedOutput output) {
        withoutProxies
                .withBean(type(type))
                .withInitializer(context -> ((GenericApplicationContext) context)
                        .registerBean("lazy", type(type), definition -> definition.setLazyInit(true)))
                .run(context -> assertThat(told(output))
                        .singleElement()
                        .asString()
                        .contains(name(annotated) + NO_EFFECT + "Spring makes no proxies here"));
    }

    @Test
    void withProxiesSwitchedOffTheyAreTold(CapturedOutput output) {
        runner.withPropertyValues("spring.aop.auto=false")
                .withBean(Good.class)
                .run(context ->
                        assertThat(told(output)).singleElement().asString().contains("spring.aop.auto=false"));
    }

    @Test
    void aBeanThatIsMadeTooEarlyIsTold(CapturedOutput output) {
        runner.withBean(TooEarly.class)
                .run(context -> assertThat(told(output))
                        .singleElement()
                        .asString()
                        .contains(name("TooEarly.limited") + NO_EFFECT + "the bean is not proxied"));
    }

    @Test
    void anObjectThatWasMadeOutsideSpringIsTold(CapturedOutput output) {
        runner.withInitializer(context -> context.getBeanFactory().registerSingleton("made", new Good()))
                .run(context -> assertThat(told(output))
                        .singleElement()
                        .asString()
                        .contains(name("Good.limited") + NO_EFFECT + "the bean is not proxied"));
    }

    @Test
    void aMethodThatAProxyOfInterfacesDoesNotShowIsTold(CapturedOutput output) {
        runner.withPropertyValues("spring.aop.proxy-target-class=false")
                .withBean(OnInterface.class)
                .withBean(BesideInterface.class)
                .run(context -> assertThat(told(output))
                        .singleElement()
                        .asString()
                        .contains(name("BesideInterface.limited") + NO_EFFECT + "the bean's proxy has the bean's"));
    }

    @Test
    void switchedOffNothingIsTold(CapturedOutput output) {
        withoutProxies
                .withPropertyValues("threadpoolctl.enabled=false")
                .withBean(Good.class)
                .run(context -> assertThat(told(output)).isEmpty());
    }

    private static List<String> told(CapturedOutput output) {
        return output.toString()
                .lines()
                .filter(line -> line.contains(NO_EFFECT))
                .toList();
    }

    private static String name(String nested) {
        return START + IneffectiveAnnotationsTests.class.getName() + "$" + nested;
    }

    private static Class<?> type(String method) {
        String name = method.replaceAll("\\..*", "");
        return Arrays.stream(IneffectiveAnnotationsTests.class.getDeclaredClasses())
                .filter(type -> type.getSimpleName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static class Good {
        @ThreadpoolLimits(blas = 1)
        int limited() {
            return 1;
        }
    }

    static class GoodInside extends Good {}

    /** An annotation on a class is not about methods that nobody else calls. */
    @ThreadpoolLimits(blas = 1)
    static class GoodType extends OfAFramework {

        static int ofNoObject() {
            return 1;
        }

        int open() {
            return inside() + ofNoObject();
        }

        private int inside() {
            return 1;
        }
    }

    /** Who annotates a class means what stands in it. */
    static class OfAFramework {
        final int unchanged() {
            return 1;
        }
    }

    /** Is proxied before it is complete. */
    static class First extends Good {
        @Autowired
        void second(Second second) {
            assertThat(second).isNotNull();
        }
    }

    static class Second extends Good {
        Second(First first) {
            assertThat(first).isNotNull();
        }
    }

    static class Private {
        @ThreadpoolLimits(blas = 1)
        @SuppressWarnings("UnusedMethod")
        private int limited() {
            return 1;
        }
    }

    static class Static {
        @ThreadpoolLimits(blas = 1)
        static int limited() {
            return 1;
        }
    }

    static class Final {
        @ThreadpoolLimits(blas = 1)
        final int limited() {
            return 1;
        }
    }

    @ThreadpoolLimits(blas = 1)
    static class FinalInside {
        final int limited() {
            return 1;
        }
    }

    static class Several {

        @ThreadpoolLimits(blas = 1)
        static int ofNoObject() {
            return 1;
        }

        @ThreadpoolLimits(blas = 1)
        final int unchanged() {
            return 1;
        }

        @ThreadpoolLimits(blas = 1)
        final int unchanged(int overloaded) {
            return overloaded;
        }
    }

    static class OnInterface implements IntSupplier {
        @Override
        @ThreadpoolLimits(blas = 1)
        public final int getAsInt() {
            return 1;
        }
    }

    static class BesideInterface extends OnInterface {
        @ThreadpoolLimits(blas = 1)
        int limited() {
            return 1;
        }
    }

    static class TooEarly extends Good implements BeanPostProcessor, PriorityOrdered {
        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }
    }
}
