package com.example.startup;

import io.threadpoolctl.spring.ThreadpoolLimits;
import org.springframework.stereotype.Service;

@Service
class Solver {

    @ThreadpoolLimits(blas = 1)
    double solve(double number) {
        return Math.sqrt(number);
    }
}
