package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.Threadpools;
import io.threadpoolctl.concurrent.ThreadPool;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** A test of somebody's application puts mocks in place of our beans: everything else works, without limits. */
@MockitoBean(types = Threadpools.class)
@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = {
            "threadpoolctl.process.blas=2",
            "threadpoolctl.libraries.libmkl_rt=2",
            "threadpoolctl.profiles.inference=1",
            "threadpoolctl.pool.enabled=true",
            "threadpoolctl.propagate-to-tasks=true",
            "spring.main.banner-mode=off"
        })
class MockedThreadpoolsTests {

    @Autowired
    @SuppressWarnings("NullAway.Init") // set by Spring
    private Limited limited;

    @Autowired
    @SuppressWarnings("NullAway.Init") // set by Spring
    private AsyncTaskExecutor executor;

    @Autowired
    @SuppressWarnings("NullAway.Init") // set by Spring
    private ThreadPool workers;

    @Test
    void annotatedMethodsRun() {
        assertThat(limited.number()).isEqualTo(7);
        assertThat(limited.text()).isEqualTo("seven");
    }

    @Test
    void tasksRun() {
        assertThat(CompletableFuture.supplyAsync(limited::number, executor).join())
                .isEqualTo(7);
    }

    @Test
    void workersWork() {
        assertThat(workers.apply(limited::number)).isEqualTo(7);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        Limited limited() {
            return new Limited();
        }
    }

    static class Limited {

        @ThreadpoolLimits(blas = 1)
        int number() {
            return 7;
        }

        @ThreadpoolLimits(profile = "inference")
        String text() {
            return "seven";
        }
    }
}
