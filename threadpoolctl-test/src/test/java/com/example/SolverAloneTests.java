package com.example;

import static io.threadpoolctl.test.LimitAssert.assertThatCalls;

import io.threadpoolctl.Limits;
import io.threadpoolctl.test.AutoConfigureThreadpoolctl;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

@SpringJUnitConfig(Solver.class)
@AutoConfigureThreadpoolctl
class SolverAloneTests {

    @Autowired
    Solver solver;

    @Test
    void solvesOnOneThread() {
        assertThatCalls(() -> solver.solve(2)).ranUnder(Limits.blas(1));
    }
}
