package com.example;

import io.threadpoolctl.spring.ThreadpoolLimits;
import java.util.Arrays;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@Service
public class Products {

    private final Blas blas;

    public Products(Blas blas) {
        this.blas = blas;
    }

    /** Returns at once; what it returns computes later, elsewhere, and holds the limit until it has ended. */
    @ThreadpoolLimits(blas = 1, hold = true)
    public Mono<Double> sum(int size) {
        return Mono.fromCallable(() -> {
                    double[] ones = new double[size * size];
                    Arrays.fill(ones, 1);
                    return Arrays.stream(blas.product(ones, ones, size)).sum();
                })
                .subscribeOn(Schedulers.boundedElastic());
    }
}
