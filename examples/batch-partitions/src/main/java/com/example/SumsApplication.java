package com.example;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class SumsApplication {

    public static void main(String[] args) {
        System.exit(SpringApplication.exit(SpringApplication.run(SumsApplication.class, args))); // the executor would stay
    }
}
