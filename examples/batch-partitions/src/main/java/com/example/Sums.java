package com.example;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** What each partition computes: the sum of all numbers in a product of matrices of ones. */
@Component
public class Sums {

    private final Blas blas;

    private final Map<Integer, Double> results = new ConcurrentHashMap<>();

    public Sums(Blas blas) {
        this.blas = blas;
    }

    public void compute(int size) {
        double[] ones = new double[size * size];
        Arrays.fill(ones, 1);
        results.put(size, Arrays.stream(blas.product(ones, ones, size)).sum());
    }

    public Map<Integer, Double> results() {
        return Map.copyOf(results);
    }
}
