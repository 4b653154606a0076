package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DemoPropertiesTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Config.class);

    @Test
    void hasDefaults() {
        runner.run(context -> {
            DemoProperties properties = context.getBean(DemoProperties.class);
            assertThat(properties.maxPixels()).isEqualTo(2_000_000);
            assertThat(properties.maxScans()).isEqualTo(32);
            assertThat(properties.maxUpload()).hasToString("16777216B");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "demo.max-pixels=0, demo.max-pixels is 0",
        "demo.max-pixels=-5, demo.max-pixels is -5",
        "demo.max-pixels=100000001, demo.max-pixels is 100000001",
        "demo.max-scans=0, demo.max-scans is 0",
        "demo.max-scans=1001, demo.max-scans is 1001",
        "demo.max-upload=0B, demo.max-upload is 0B",
        "demo.max-upload=2GB, demo.max-upload is 2147483648B"
    })
    void refusesToStartWithValuesOutOfRange(String property, String reason) {
        runner.withPropertyValues(property)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining(reason)
                        .hasMessageContaining("allowed is 1"));
    }

    @EnableConfigurationProperties(DemoProperties.class)
    static class Config {}
}
