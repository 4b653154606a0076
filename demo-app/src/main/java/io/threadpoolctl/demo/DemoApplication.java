package io.threadpoolctl.demo;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** A service that compresses pictures with native linear algebra. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(DemoProperties.class)
public class DemoApplication {

    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(DemoApplication.class, args);
    }
}
