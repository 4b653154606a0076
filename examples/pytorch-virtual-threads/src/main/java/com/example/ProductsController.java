package com.example;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ProductsController {

    private final Products products;

    ProductsController(Products products) {
        this.products = products;
    }

    /** The sum of all numbers in the product of two matrices of ones, and whether a virtual thread computed it. */
    @GetMapping("/sum/{size}")
    Answer sum(@PathVariable int size) {
        return new Answer(
                products.sum(Math.clamp(size, 1, 2_000)), Thread.currentThread().isVirtual());
    }

    record Answer(float sum, boolean virtualThread) {}
}
