package com.example;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Runs the job when the application starts, and says what came out. */
@Component
class AtStart implements ApplicationRunner {

    private final SumsRunner runner;

    private final Sums sums;

    AtStart(SumsRunner runner, Sums sums) {
        this.runner = runner;
        this.sums = sums;
    }

    @Override
    public void run(ApplicationArguments arguments) throws Exception {
        System.out.println(runner.run().getExitStatus().getExitCode() + ": " + sums.results());
    }
}
