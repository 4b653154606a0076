package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** The same with a mock of what is configured. */
@MockitoBean(types = ConfiguredLimits.class)
@SpringBootTest(webEnvironment = WebEnvironment.NONE, properties = "spring.main.banner-mode=off")
class MockedConfiguredLimitsTests {

    @Autowired
    @SuppressWarnings("NullAway.Init") // set by Spring
    private Bare bare;

    @Test
    void annotatedMethodsRun() {
        assertThat(bare.number()).isEqualTo(7);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        Bare bare() {
            return new Bare();
        }
    }

    static class Bare {
        @ThreadpoolLimits
        int number() {
            return 7;
        }
    }
}
