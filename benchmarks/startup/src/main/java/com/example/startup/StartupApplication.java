package com.example.startup;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class StartupApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(StartupApplication.class, arguments);
    }
}
