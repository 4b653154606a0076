package com.example;

import static io.threadpoolctl.test.LimitAssert.assertLimited;

import io.threadpoolctl.Limits;
import io.threadpoolctl.spring.ThreadpoolLimits;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class SolverController {

    @GetMapping("/root")
    @ThreadpoolLimits(openmp = 1)
    public double root(@RequestParam double of) {
        assertLimited(Limits.openmp(1));
        return Math.sqrt(of);
    }
}
