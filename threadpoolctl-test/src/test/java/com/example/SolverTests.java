package com.example;

import static io.threadpoolctl.test.LimitAssert.assertThatCalls;

import io.threadpoolctl.Limits;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
class SolverTests {

    @Autowired
    Solver solver;

    @Test
    void solvesOnOneThread() {
        assertThatCalls(() -> solver.solve(2)).ranUnder(Limits.blas(1));
    }
}
