package com.example.consumer;

import io.threadpoolctl.spring.ThreadpoolLimits;
import java.time.Duration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Computes after its methods have returned, on a thread of Reactor's. */
@RestController
class LaterController {

    private static final Duration MOMENT = Duration.ofMillis(2);

    private final Libraries libraries;

    LaterController(Libraries libraries) {
        this.libraries = libraries;
    }

    @GetMapping("/free")
    Mono<String> free() {
        return later();
    }

    @GetMapping("/held")
    @ThreadpoolLimits(value = 1, hold = true)
    Mono<String> held() {
        return later();
    }

    @GetMapping("/held-twice")
    @ThreadpoolLimits(value = 1, hold = true)
    Flux<String> heldTwice() {
        return later().repeat(1);
    }

    private Mono<String> later() {
        return Mono.delay(MOMENT).map(tick -> libraries.measure().toString());
    }

    @GetMapping("/server")
    Mono<String> server() {
        return Mono.fromSupplier(() -> Thread.currentThread().getName());
    }
}
