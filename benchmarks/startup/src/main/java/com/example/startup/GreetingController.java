package com.example.startup;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class GreetingController {

    private final Greeting greeting;

    GreetingController(Greeting greeting) {
        this.greeting = greeting;
    }

    @GetMapping("/")
    String greet() {
        return greeting.text();
    }
}
