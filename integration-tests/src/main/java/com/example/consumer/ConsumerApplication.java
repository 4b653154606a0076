package com.example.consumer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.scheduling.annotation.EnableAsync;

/** Starts, checks itself and ends: with 0 if everything is as it should be, otherwise with 1 and sentences. */
@SpringBootApplication
@EnableAsync
public class ConsumerApplication {

    public static void main(String[] arguments) {
        int status;
        try (ConfigurableApplicationContext context = SpringApplication.run(ConsumerApplication.class, arguments)) {
            status = context.getBean(SelfCheck.class).run();
        }
        System.exit(status);
    }
}
