package io.threadpoolctl.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.spring.ConfiguredLimits;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** A test of somebody's application puts mocks in place of our beans: it starts, and the endpoint answers. */
@MockitoBean(types = {Threadpools.class, ConfiguredLimits.class})
@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = {
            "management.endpoints.web.exposure.include=threadpools",
            "management.endpoint.threadpools.access=unrestricted",
            "threadpoolctl.actuator.scope-times=true",
            "threadpoolctl.actuator.show-paths=false",
            "spring.main.banner-mode=off"
        })
class MockedThreadpoolsTests {

    @Autowired
    @SuppressWarnings("NullAway.Init") // set by Spring
    private ThreadpoolsEndpoint endpoint;

    @Autowired
    @SuppressWarnings("NullAway.Init") // set by Spring
    private MeterRegistry meters;

    @Test
    void theEndpointShowsNoPools() {
        ThreadpoolsDescriptor answer = endpoint.threadpools();
        assertThat(answer.processors().available())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(answer.pools()).isEmpty();
        assertThat(answer.warnings()).isEmpty();
        assertThat(answer.defaults()).isEmpty();
        assertThat(endpoint.threadpool("blas")).isNull();
    }

    @Test
    void capsAreTakenAndGivenBack() {
        assertThat(endpoint.cap("blas", 2).caps()).isNull(); // a mock caps nothing
        assertThat(endpoint.cap("blas", 1).caps()).isNull();
        assertThat(endpoint.lift("blas").caps()).isNull();
    }

    @Test
    void metersAreThere() {
        assertThat(meters.get("threadpoolctl.libraries").gauge().value()).isZero();
        assertThat(meters.get("threadpoolctl.scopes.open").gauge().value()).isZero();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
