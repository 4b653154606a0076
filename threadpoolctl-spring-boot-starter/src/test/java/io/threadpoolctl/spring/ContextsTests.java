package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Several application contexts in one JVM, each with its own wishes for the one process. */
@Timeout(60)
class ContextsTests {

    private static final AtomicInteger SEEN_AT_THE_END = new AtomicInteger();

    @BeforeAll
    static void load() {
        DebianLibraries.load(DebianLibraries.OPENBLAS);
    }

    @Test
    void theSmallestLimitOfAllContextsHoldsUntilTheyAreClosed() {
        int found = DebianLibraries.blasThreads();
        ConfigurableApplicationContext one = start("threadpoolctl.process.blas=1");
        ConfigurableApplicationContext other = start("threadpoolctl.process.blas=3");
        assertThat(DebianLibraries.blasThreads()).isEqualTo(1);
        one.close();
        assertThat(DebianLibraries.blasThreads()).isEqualTo(3);
        other.close();
        assertThat(DebianLibraries.blasThreads()).isEqualTo(found);
    }

    @Test
    void aChildGivesUpWhatItHasAskedForAndLeavesItsParentsLimit() {
        int found = DebianLibraries.blasThreads();
        SpringApplicationBuilder parent = new SpringApplicationBuilder(App.class).web(WebApplicationType.NONE);
        ConfigurableApplicationContext outer = parent.run("--threadpoolctl.process.blas=2");
        ConfigurableApplicationContext child =
                parent.child(App.class).web(WebApplicationType.NONE).run("--threadpoolctl.process.blas=1");
        assertThat(DebianLibraries.blasThreads()).isEqualTo(1);
        child.close();
        assertThat(DebianLibraries.blasThreads()).isEqualTo(2);
        outer.close();
        assertThat(DebianLibraries.blasThreads()).isEqualTo(found);
    }

    @Test
    void aStartThatFailsLeavesNothingBehind() {
        int found = DebianLibraries.blasThreads();
        assertThatThrownBy(() -> start(Failing.class, "threadpoolctl.process.blas=1"))
                .hasStackTraceContaining("on purpose");
        assertThat(DebianLibraries.blasThreads()).isEqualTo(found);
    }

    @Test
    void lazyInitializationDoesNotPutItOff() {
        int found = DebianLibraries.blasThreads();
        ConfigurableApplicationContext lazy =
                start("spring.main.lazy-initialization=true", "threadpoolctl.process.blas=1");
        assertThat(DebianLibraries.blasThreads()).isEqualTo(1);
        lazy.close();
        assertThat(DebianLibraries.blasThreads()).isEqualTo(found);
    }

    @Test
    void whatBeansComputeWhileTheyAreDestroyedIsStillLimited() {
        start(LastWork.class, "threadpoolctl.process.blas=1").close();
        assertThat(SEEN_AT_THE_END).hasValue(1);
    }

    @Test
    @Timeout(60)
    void theWatcherLivesAsLongAsAContextWantsIt() {
        while (watchers() > 0) {
            Thread.onSpinWait(); // those of other tests may be in the middle of a look
        }
        ConfigurableApplicationContext off = start("threadpoolctl.watch=off");
        assertThat(watchers()).isZero();
        ConfigurableApplicationContext one = start();
        ConfigurableApplicationContext other = start("threadpoolctl.watch=100ms");
        assertThat(watchers()).isEqualTo(1);
        one.close();
        assertThat(watchers()).isEqualTo(1);
        other.close();
        off.close();
        while (watchers() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void theProcessorsThatTheConfigurationSaysAreDivided() {
        int available = Runtime.getRuntime().availableProcessors();
        try (ConfigurableApplicationContext context =
                start("threadpoolctl.processors=3", "threadpoolctl.process.blas=auto")) {
            assertThat(context.getBean(Threadpools.class).snapshot().availableProcessors())
                    .isEqualTo(3);
            assertThat(DebianLibraries.blasThreads()).isEqualTo(3);
        }
        assertThat(Threadpools.ofProcess().snapshot().availableProcessors()).isEqualTo(available);
    }

    @Test
    void aSelectionAsABeanLimitsWhatItSelectsAndTheProcessIsLimitedAllTheSame() {
        int found = DebianLibraries.blasThreads();
        try (ConfigurableApplicationContext context = start(WithSelection.class, "threadpoolctl.process.blas=1")) {
            assertThat(context.getBean(Threadpools.class).isSelection()).isTrue();
            assertThat(DebianLibraries.blasThreads()).isEqualTo(1);
        }
        assertThat(DebianLibraries.blasThreads()).isEqualTo(found);
    }

    @Test
    void badValuesStopTheStartWithASentence() {
        assertThatThrownBy(() -> start("threadpoolctl.watch=often"))
                .hasStackTraceContaining("threadpoolctl.watch is \"often\"")
                .hasStackTraceContaining("250ms");
        assertThatThrownBy(() -> start("threadpoolctl.processors=0"))
                .hasStackTraceContaining("threadpoolctl.processors is \"0\"");
        assertThatThrownBy(() -> start("threadpoolctl.virtual-threads-pins=-1"))
                .hasStackTraceContaining("threadpoolctl.virtual-threads-pins is \"-1\"");
    }

    private static ConfigurableApplicationContext start(String... properties) {
        return start(App.class, properties);
    }

    private static ConfigurableApplicationContext start(Class<?> application, String... properties) {
        SpringApplication spring = new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .properties(properties)
                .build();
        return spring.run();
    }

    private static long watchers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("threadpoolctl-watcher"))
                .count();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({AopAutoConfiguration.class, ThreadpoolctlAutoConfiguration.class})
    static class App {}

    @Configuration(proxyBeanMethods = false)
    static class Failing extends App {

        @Bean
        Object failing() {
            throw new IllegalStateException("on purpose");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WithSelection extends App {

        @Bean
        Threadpools selection() {
            return Threadpools.ofProcess().select(UserApi.BLAS);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class LastWork extends App {

        @Bean
        DisposableBean lastWork() {
            return () -> SEEN_AT_THE_END.set(DebianLibraries.blasThreads());
        }
    }
}
