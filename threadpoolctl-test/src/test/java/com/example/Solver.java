package com.example;

import io.threadpoolctl.spring.ThreadpoolLimits;
import org.springframework.stereotype.Service;

@Service
public class Solver {

    @ThreadpoolLimits(blas = 1)
    public double solve(double number) {
        return Math.sqrt(number);
    }
}
