package io.threadpoolctl.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** That the benchmarks run at all. What they measure is for the script beside them. */
class SmokeTests {

    @Test
    void oneOfThemRuns() throws Exception {
        var options = new OptionsBuilder()
                .include("MapBenchmark.threadPoolMap")
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(10))
                .build();
        assertThat(new Runner(options).run()).hasSize(1);
    }
}
