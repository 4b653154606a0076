package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

/** Annotated beans on a real OpenBLAS, whose own getter is asked inside the method. */
class ProxiedBeansTests {

    private static final int BASELINE = 2;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, ThreadpoolctlAutoConfiguration.class))
            .withPropertyValues("threadpoolctl.process.blas=" + BASELINE);

    @BeforeAll
    static void load() {
        DebianLibraries.load(DebianLibraries.OPENBLAS);
    }

    @Test
    void aMethodIsLimitedWhileItRunsAndOpensOneScope() {
        assertLimited(OnMethod.class, OnMethod::blas);
    }

    @Test
    void oneNumberLimitsEveryPool() {
        assertLimited(OnMethod.class, OnMethod::everyPool);
    }

    @Test
    void withoutAttributesItMeansOneThread() {
        assertLimited(OnMethod.class, OnMethod::bare);
    }

    @Test
    void withoutAttributesItMeansTheConfiguredDefaults() {
        runner.withPropertyValues("threadpoolctl.defaults.blas=3", "threadpoolctl.process.blas=4")
                .withBean(OnMethod.class)
                .run(context ->
                        assertThat(context.getBean(OnMethod.class).bare()).isEqualTo(3));
    }

    @Test
    void aClassIsLimitedInAllItsMethods() {
        assertLimited(OnClass.class, OnClass::threads);
    }

    @Test
    void aMethodBeatsItsClass() {
        runner.withBean(OnClass.class)
                .run(context ->
                        assertThat(context.getBean(OnClass.class).wider()).isEqualTo(BASELINE));
    }

    @Test
    void aSubclassInheritsFromItsClass() {
        assertLimited(Inherited.class, Inherited::threads);
    }

    @Test
    void anInterfaceLimitsWhatImplementsIt() {
        assertLimited(OnInterface.class, OnInterface::getAsInt);
    }

    @Test
    void anAnnotationMayCarryIt() {
        assertLimited(OnMeta.class, OnMeta::threads);
    }

    @Test
    void aCallWithinOneObjectIsNotSeenByProxies() {
        runner.withBean(OnMethod.class)
                .run(context ->
                        assertThat(context.getBean(OnMethod.class).itself()).isEqualTo(BASELINE));
    }

    @Test
    void insideAsynchronousExecutionTheThreadThatComputesIsLimited() {
        runner.withUserConfiguration(AsyncConfiguration.class)
                .withBean(InBackground.class)
                .run(context -> {
                    Work work = context.getBean(InBackground.class).threads().get();
                    assertThat(work.thread()).isNotEqualTo(Thread.currentThread());
                    assertThat(work.threads()).isEqualTo(1);
                    assertThat(work.limitedThreads()).isEqualTo(1);
                });
    }

    @Test
    void whatTheBodyThrowsComesThroughAndTheLimitIsGone() {
        runner.withBean(OnMethod.class).run(context -> {
            OnMethod bean = context.getBean(OnMethod.class);
            assertThatThrownBy(bean::fails)
                    .isInstanceOf(java.io.IOException.class)
                    .hasMessage("from the body");
            assertThat(bean.calls()).isEqualTo(1);
            assertThat(DebianLibraries.blasThreads()).isEqualTo(BASELINE);
        });
    }

    @Test
    void inTheEndThePoolIsAsItWasFoundBeforeTheApplication() {
        int found = DebianLibraries.blasThreads();
        runner.withPropertyValues("threadpoolctl.process.blas=1")
                .run(context -> assertThat(DebianLibraries.blasThreads()).isEqualTo(1));
        assertThat(DebianLibraries.blasThreads()).isEqualTo(found);
    }

    private <T> void assertLimited(Class<T> type, ToIntFunction<T> call) {
        runner.withBean(type).run(context -> {
            T bean = context.getBean(type);
            long opened = DebianLibraries.openedScopes();
            assertThat(DebianLibraries.blasThreads()).isEqualTo(BASELINE);
            assertThat(call.applyAsInt(bean)).isEqualTo(1);
            assertThat(DebianLibraries.blasThreads()).isEqualTo(BASELINE);
            assertThat(DebianLibraries.openedScopes()).isEqualTo(opened + 1);
        });
    }

    static class OnMethod {

        private int calls;

        int calls() {
            return calls;
        }

        @ThreadpoolLimits(blas = 1)
        int blas() {
            return DebianLibraries.blasThreads();
        }

        @ThreadpoolLimits(1)
        int everyPool() {
            return DebianLibraries.blasThreads();
        }

        @ThreadpoolLimits
        int bare() {
            return DebianLibraries.blasThreads();
        }

        int itself() {
            return blas();
        }

        @ThreadpoolLimits(blas = 1)
        void fails() throws java.io.IOException {
            calls++;
            throw new java.io.IOException("from the body");
        }
    }

    @ThreadpoolLimits(blas = 1)
    static class OnClass {

        int threads() {
            return DebianLibraries.blasThreads();
        }

        @ThreadpoolLimits(blas = BASELINE)
        int wider() {
            return DebianLibraries.blasThreads();
        }
    }

    static class Inherited extends OnClass {}

    @ThreadpoolLimits(blas = 1)
    interface Limited extends IntSupplier {}

    static class OnInterface implements Limited {
        @Override
        public int getAsInt() {
            return DebianLibraries.blasThreads();
        }
    }

    @ThreadpoolLimits(blas = 1)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Sequential {}

    static class OnMeta {
        @Sequential
        int threads() {
            return DebianLibraries.blasThreads();
        }
    }

    record Work(Thread thread, int threads, int limitedThreads) {}

    @Configuration(proxyBeanMethods = false)
    @EnableAsync
    static class AsyncConfiguration {}

    static class InBackground {

        @Async
        @ThreadpoolLimits(blas = 1)
        CompletableFuture<Work> threads() {
            int threads = DebianLibraries.blasThreads();
            try (LimitScope scope = Threadpools.ofProcess().limit(Limits.blas(BASELINE))) {
                int before = scope.original().values().iterator().next();
                return CompletableFuture.completedFuture(new Work(Thread.currentThread(), threads, before));
            }
        }
    }
}
