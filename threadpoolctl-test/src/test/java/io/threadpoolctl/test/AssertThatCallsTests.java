package io.threadpoolctl.test;

import static io.threadpoolctl.test.LimitAssert.assertThatCalls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.spring.ThreadpoolLimits;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = {"threadpoolctl.profiles.inference.blas=2", "spring.main.banner-mode=off"})
@ExtendWith(LimitLeakExtension.class)
class AssertThatCallsTests {

    private final Service service;
    private final Outer outer;

    AssertThatCallsTests(@Autowired Service service, @Autowired Outer outer) {
        this.service = service;
        this.outer = outer;
    }

    @Test
    void itTellsTheLimitsOfTheMethod() {
        CallAssert call = assertThatCalls(service::solve).ranUnder(Limits.blas(1));
        assertThat(call).hasToString("Service.solve under [blas=1]");
        assertThat(call.limits()).containsExactly(Limits.blas(1));
        assertThatCalls(service::infer).ranUnder(Limits.blas(2));
    }

    @Test
    void aWiderLimitFailsAndSaysWhatRan() {
        assertFails(
                () -> assertThatCalls(service::infer).ranUnder(Limits.blas(1)),
                "should run under blas=1",
                "blas is limited to 2",
                "Service.infer under [blas=2]");
    }

    @Test
    void whatIsNotLimitedFailsAndSaysWhy() {
        assertThatCalls(service::free).ranUnderNoLimit();
        assertFails(
                () -> assertThatCalls(service::free).ranUnder(Limits.blas(1)),
                "no method with @ThreadpoolLimits ran",
                "@AutoConfigureThreadpoolctl");
        assertFails(
                () -> assertThatCalls(() -> new Service().solve()).ranUnder(Limits.blas(1)),
                "through the bean that Spring gives out");
    }

    @Test
    void anAnnotationWithoutEffectIsSeen() {
        assertFails(() -> assertThatCalls(service::inVain).ranUnder(Limits.blas(1)), "final");
    }

    @Test
    void limitedCodeThatShouldNotBeFails() {
        assertFails(() -> assertThatCalls(service::solve).ranUnderNoLimit(), "Service.solve under [blas=1]");
    }

    @Test
    void ofSeveralTheOutermostCounts() {
        assertThat(assertThatCalls(outer::all).ranUnder(Limits.blas(3)))
                .hasToString("Outer.all under [blas=3], then Service.solve under [blas=3, blas=1]");
    }

    @Test
    void aMethodThatRunsOnAnotherThreadIsSeen() {
        assertThatCalls(() -> service.later().get()).ranUnder(Limits.openmp(1));
    }

    @Test
    void whatTheCallThrowsIsTheCause() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThatCalls(() -> {
                    throw new IOException("on purpose");
                }))
                .withMessageContaining("on purpose")
                .withCauseInstanceOf(IOException.class);
    }

    @Test
    void noNativeLibraryIsNeeded() {
        assertThat(Threadpools.ofProcess().info()).isEmpty();
    }

    private static void assertFails(Runnable assertion, String... words) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion::run)
                .satisfies(error -> assertThat(error.getMessage()).contains(words));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableAsync
    static class Application {

        @Bean
        Service service() {
            return new Service();
        }

        @Bean
        Outer outer(Service service) {
            return new Outer(service);
        }
    }

    static class Service {

        @ThreadpoolLimits(blas = 1)
        void solve() {}

        @ThreadpoolLimits(profile = "inference")
        void infer() {}

        @ThreadpoolLimits(blas = 1)
        final void inVain() {}

        void free() {}

        @Async
        @ThreadpoolLimits(openmp = 1)
        CompletableFuture<Boolean> later() {
            return CompletableFuture.completedFuture(true);
        }
    }

    static class Outer {

        private final Service service;

        Outer(Service service) {
            this.service = service;
        }

        @ThreadpoolLimits(blas = 3)
        void all() {
            service.solve();
        }
    }
}
