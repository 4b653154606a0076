package io.threadpoolctl.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.spring.ThreadpoolLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A web application with actuator, whose post processors have the advisor made early. */
@ExtendWith(OutputCaptureExtension.class)
class PostProcessorWarningsTests {

    @Test
    void noBeanIsMadeTooEarlyForThePostProcessorsToSee(CapturedOutput output) {
        try (ConfigurableApplicationContext context =
                SpringApplication.run(Application.class, "--server.port=0", "--threadpoolctl.aspect.order=7")) {
            assertThat(AopUtils.isAopProxy(context.getBean(Limited.class))).isTrue();
            assertThat(context.containsBean("healthEndpointGroupsBeanPostProcessor"))
                    .isTrue();
            assertThat(output).contains("Started").doesNotContain("is not eligible for getting processed");
        }
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
        void limited() {}
    }
}
