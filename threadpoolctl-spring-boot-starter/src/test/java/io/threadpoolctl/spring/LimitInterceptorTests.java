package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.spring.ThreadpoolctlProperties.AsyncReturnTypes;
import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A limit that cannot be opened: its name was never checked, so that the core refuses it. */
@ExtendWith(OutputCaptureExtension.class)
class LimitInterceptorTests {

    private static final Limits IMPOSSIBLE = Limits.of("nosuchlibrary", 1);

    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void aCallWhoseLimitCannotBeOpenedRunsWithoutItAndOneWarningIsLogged(CapturedOutput output) throws Throwable {
        LimitInterceptor interceptor = interceptor(IMPOSSIBLE, true, false);
        assertThat(interceptor.call(method(), getClass(), () -> "result " + runs.incrementAndGet()))
                .isEqualTo("result 1");
        assertThat(interceptor.call(method(), getClass(), () -> "result " + runs.incrementAndGet()))
                .isEqualTo("result 2");
        assertThat(output).containsOnlyOnce("could not be applied, and the method runs without them");
    }

    @Test
    void failingFastSuchACallFailsAndItsBodyDoesNotRun() {
        LimitInterceptor interceptor = interceptor(IMPOSSIBLE, true, true);
        assertThatThrownBy(() -> interceptor.call(method(), getClass(), runs::incrementAndGet))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nosuchlibrary");
        assertThat(runs).hasValue(0);
    }

    @Test
    void whatTheBodyThrowsIsNeverTakenForAFailureOfTheLimit(CapturedOutput output) {
        LimitInterceptor interceptor = interceptor(Limits.all(1), true, false);
        for (Throwable thrown : new Throwable[] {
            new IOException(), new IllegalArgumentException(), new NoClassDefFoundError(), new AssertionError()
        }) {
            runs.set(0);
            assertThatThrownBy(() -> interceptor.call(method(), getClass(), () -> {
                        runs.incrementAndGet();
                        throw thrown;
                    }))
                    .isSameAs(thrown);
            assertThat(runs).hasValue(1);
        }
        assertThat(output).isEmpty();
    }

    @Test
    void switchedOffAtRunTimeItOnlyProceeds() throws Throwable {
        LimitInterceptor interceptor = interceptor(IMPOSSIBLE, false, true);
        assertThat(interceptor.call(method(), getClass(), () -> "result")).isEqualTo("result");
        assertThat(interceptor.run(method(), () -> "result")).isEqualTo("result");
    }

    @Test
    void aBodyThatItsProxyHasLimitedAlreadyIsNotLimitedAgain() throws Throwable {
        LimitInterceptor interceptor = interceptor(Limits.all(1), true, false);
        long opened = DebianLibraries.openedScopes();
        interceptor.call(method(), getClass(), () -> interceptor.run(method(), () -> "once"));
        assertThat(DebianLibraries.openedScopes()).isEqualTo(opened + 1);
        interceptor.run(method(), () -> "the note is gone");
        assertThat(DebianLibraries.openedScopes()).isEqualTo(opened + 2);
    }

    private static LimitInterceptor interceptor(Limits limits, boolean enabled, boolean failFast) {
        ConfiguredLimits configured = new ConfiguredLimits(limits, Limits.none(), Map.of());
        return new LimitInterceptor(
                Threadpools.ofProcess(),
                new LimitedMethods(
                        new AnnotationReader(Threadpools.ofProcess(), configured, text -> text),
                        new AsyncReturnTypeCheck(AsyncReturnTypes.WARN)),
                new Holds(Threadpools.ofProcess(), Duration.ofMinutes(1), failFast),
                () -> enabled,
                () -> failFast);
    }

    private static Method method() throws NoSuchMethodException {
        return LimitInterceptorTests.class.getDeclaredMethod("limited");
    }

    @ThreadpoolLimits
    void limited() {}
}
