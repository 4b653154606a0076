package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.threadpoolctl.Limits;
import io.threadpoolctl.spring.ThreadpoolctlProperties.AsyncReturnTypes;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.scheduling.annotation.Async;

@ExtendWith(OutputCaptureExtension.class)
class LimitedMethodsTests {

    private final LimitedMethods methods = methods(AsyncReturnTypes.WARN);

    @Test
    void attributesAddUpAndTheNarrowerOneIsStronger() {
        assertThat(limits("all")).isEqualTo(Limits.all(1));
        assertThat(limits("blasAndOpenmp")).isEqualTo(Limits.of(Map.of("blas", 1, "openmp", 2)));
        assertThat(limits("allButOpenmp")).isEqualTo(Limits.all(1).and(Limits.openmp(2)));
        assertThat(limits("words"))
                .isEqualTo(Limits.share("blas").and(Limits.auto("openmp")).and(Limits.share()));
    }

    @Test
    void withoutAttributesItIsWhatIsConfigured() {
        assertThat(limits("bare")).isEqualTo(Limits.blas(5));
    }

    @Test
    void withoutAnnotationThereIsNothing() {
        assertThat(methods.forCall(method("free"), Example.class)).isNull();
        assertThat(methods.forBody(method("free"))).isNull();
    }

    @Test
    void anAnnotationIsResolvedOnce() {
        assertThat(methods.forCall(method("bare"), Example.class))
                .isSameAs(methods.forCall(method("bare"), Example.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zero", "minusThree"})
    void whatCannotBeIsRefusedWithItsPlace(String name) {
        assertThatExceptionOfType(InvalidLimitException.class)
                .isThrownBy(() -> limits(name))
                .withMessageContaining("LimitedMethodsTests$Example." + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"future", "publisher", "stream", "callable"})
    void aMethodThatReturnsBeforeItsWorkIsDoneIsWarnedAboutOnce(String name, CapturedOutput output) {
        limits(name);
        limits(name);
        assertThat(output).containsOnlyOnce("Example." + name + " limits a method that returns a ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"async", "bare"})
    void aMethodWhoseWorkIsDoneWhenItReturnsIsNot(String name, CapturedOutput output) {
        limits(name);
        assertThat(output).isEmpty();
    }

    @Test
    void suchAMethodCanBeMadeAFailureOrIgnored(CapturedOutput output) {
        methods(AsyncReturnTypes.IGNORE).forCall(method("future"), Example.class);
        assertThat(output).isEmpty();
        assertThatExceptionOfType(InvalidLimitException.class)
                .isThrownBy(() -> methods(AsyncReturnTypes.FAIL).forCall(method("future"), Example.class))
                .withMessageContaining("CompletableFuture");
    }

    private static LimitedMethods methods(AsyncReturnTypes policy) {
        ConfiguredLimits configured = new ConfiguredLimits(Limits.blas(5), Limits.none(), Map.of());
        return new LimitedMethods(configured, new AsyncReturnTypeCheck(policy));
    }

    private @Nullable Limits limits(String name) {
        LimitedMethod found = methods.forCall(method(name), Example.class);
        return found == null ? null : found.limits();
    }

    private static Method method(String name) {
        return Arrays.stream(Example.class.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    abstract static class Example {

        @ThreadpoolLimits(1)
        abstract void all();

        @ThreadpoolLimits(blas = 1, openmp = 2)
        abstract void blasAndOpenmp();

        @ThreadpoolLimits(value = 1, openmp = 2)
        abstract void allButOpenmp();

        @ThreadpoolLimits(value = ThreadpoolLimits.SHARE, blas = ThreadpoolLimits.SHARE, openmp = ThreadpoolLimits.AUTO)
        abstract void words();

        @ThreadpoolLimits
        abstract List<String> bare();

        abstract void free();

        @ThreadpoolLimits(0)
        abstract void zero();

        @ThreadpoolLimits(openmp = -3)
        abstract void minusThree();

        @ThreadpoolLimits
        abstract CompletableFuture<String> future();

        @ThreadpoolLimits
        abstract Flow.Publisher<String> publisher();

        @ThreadpoolLimits
        abstract IntStream stream();

        @ThreadpoolLimits
        abstract Callable<String> callable();

        @Async
        @ThreadpoolLimits
        abstract CompletableFuture<String> async();
    }
}
