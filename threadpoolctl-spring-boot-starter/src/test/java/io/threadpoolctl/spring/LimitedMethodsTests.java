package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.spring.ThreadpoolctlProperties.AsyncReturnTypes;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
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
    void aProfileIsTheBeginningAndAttributesReplaceWhatItSays() {
        assertThat(limits("profile")).isEqualTo(Limits.of(Map.of("blas", 1, "openmp", 3)));
        assertThat(limits("profileAndMore")).isEqualTo(Limits.of(Map.of("blas", 2, "openmp", 3)));
    }

    @Test
    void textMayBeANumberAWordOrAPlaceholder() {
        assertThat(limits("texts")).isEqualTo(Limits.all(2).and(Limits.blas(4)).and(Limits.auto("openmp")));
        assertThat(limits("fallback")).isEqualTo(Limits.blas(7));
    }

    @Test
    void librariesAreNamed() {
        assertThat(limits("libraries"))
                .isEqualTo(
                        Limits.of("libmkl_rt", 2).and(Limits.share("libgomp")).and(Limits.blas(1)));
    }

    @Test
    void everyPoolIsANameLikeAnyOtherAndNamesAreFoundHoweverTheyAreSpelt() {
        assertThat(limits("spelt")).isEqualTo(Limits.all(4).and(Limits.blas(1)).and(Limits.of("libmkl_rt", 2)));
    }

    @Test
    void sequentialBlasUnderOpenmpIsHandedOn() {
        assertThat(limits("sequential")).isEqualTo(Limits.sequentialBlasUnderOpenmp());
    }

    @Test
    void anAnnotationOnAnAnnotationTakesItsAttributesAlong() {
        assertThat(limits("meta")).isEqualTo(Limits.blas(6));
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
    @CsvSource({
        "zero, says value = 0",
        "minusThree, says openmp = -3",
        "both, says both blas and blasString",
        "badWord, 'says blasString = \"many\", which is not possible'",
        "badPlaceholder, 'says blasString = \"${app.bad}\", that is \"few\", which is not possible'",
        "noPlaceholder, 'says blasString = \"${app.none}\", which cannot be resolved'",
        "noProfile, 'says profile = \"training\", which is not configured. Configure threadpoolctl.profiles.training.*,"
                + " or name one of these: inference.'",
        "badLibrary, 'says libraries = @LibraryLimit(name = \"libmkl\"), which is not known'",
        "libraryWithoutThreads, says no number of threads for libgomp"
    })
    void whatCannotBeIsRefusedWithItsPlace(String name, String problem) {
        assertThatExceptionOfType(InvalidLimitException.class)
                .isThrownBy(() -> limits(name))
                .withMessageContaining("LimitedMethodsTests$Example." + name + " " + problem);
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
        ConfiguredLimits configured = new ConfiguredLimits(
                Limits.blas(5),
                Limits.none(),
                Map.of("inference", Limits.blas(1).and(Limits.openmp(3))));
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("app.blas", "4", "app.word", "auto", "app.bad", "few")));
        AnnotationReader reader =
                new AnnotationReader(Threadpools.ofProcess(), configured, environment::resolveRequiredPlaceholders);
        return new LimitedMethods(reader, new AsyncReturnTypeCheck(policy));
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

        @ThreadpoolLimits(profile = "inference")
        abstract void profile();

        @ThreadpoolLimits(profile = "inference", blas = 2)
        abstract void profileAndMore();

        @ThreadpoolLimits(valueString = "2", blasString = "${app.blas}", openmpString = "${app.word}")
        abstract void texts();

        @ThreadpoolLimits(blasString = "${app.none:7}")
        abstract void fallback();

        @ThreadpoolLimits(
                blas = 1,
                libraries = {
                    @LibraryLimit(name = "libmkl_rt", threads = 2),
                    @LibraryLimit(name = "libgomp", threadsString = "share")
                })
        abstract void libraries();

        @ThreadpoolLimits(
                libraries = {
                    @LibraryLimit(name = "all", threads = 4),
                    @LibraryLimit(name = "BLAS", threads = 1),
                    @LibraryLimit(name = "LIBMKL_RT", threads = 2)
                })
        abstract void spelt();

        @ThreadpoolLimits(sequentialBlasUnderOpenmp = true)
        abstract void sequential();

        @AtMost(6)
        abstract void meta();

        @ThreadpoolLimits(blas = 1, blasString = "1")
        abstract void both();

        @ThreadpoolLimits(blasString = "many")
        abstract void badWord();

        @ThreadpoolLimits(blasString = "${app.bad}")
        abstract void badPlaceholder();

        @ThreadpoolLimits(blasString = "${app.none}")
        abstract void noPlaceholder();

        @ThreadpoolLimits(profile = "training")
        abstract void noProfile();

        @ThreadpoolLimits(libraries = @LibraryLimit(name = "libmkl", threads = 1))
        abstract void badLibrary();

        @ThreadpoolLimits(libraries = @LibraryLimit(name = "libgomp"))
        abstract void libraryWithoutThreads();
    }

    @ThreadpoolLimits
    @Retention(RetentionPolicy.RUNTIME)
    @interface AtMost {
        @AliasFor(annotation = ThreadpoolLimits.class, attribute = "blas")
        int value();
    }
}
