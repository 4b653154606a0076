package com.example;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
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
        Loader.load(openblas.class); // so that the first partition is limited as well
        System.out.println(runner.run().getExitStatus().getExitCode() + ": " + sums.results());
    }
}
