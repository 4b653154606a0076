package com.example;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
class ProductsController {

    private final Products products;

    ProductsController(Products products) {
        this.products = products;
    }

    /** The sum of all numbers in the product of two matrices of ones. */
    @GetMapping("/sum/{size}")
    Mono<Double> sum(@PathVariable int size) {
        return products.sum(Math.max(1, Math.min(size, 2_000)));
    }
}
