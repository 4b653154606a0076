package com.example.consumer;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class GuardedController {

    private final Guarded guarded;

    GuardedController(Guarded guarded) {
        this.guarded = guarded;
    }

    @GetMapping("/allowed")
    String allowed() {
        return guarded.allowed().toString();
    }

    @GetMapping("/forbidden")
    String forbidden() {
        return guarded.forbidden().toString();
    }
}
