package com.example.consumer;

import io.threadpoolctl.spring.ThreadpoolLimits;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Service;

/** What a service that computes might look like. */
@Service
public class Work {

    private static final long MOMENT_NANOS = 2_000_000;

    private final Libraries libraries;

    Work(Libraries libraries) {
        this.libraries = libraries;
    }

    public Measured free() {
        return libraries.measure();
    }

    @ThreadpoolLimits(1)
    public Measured limited() {
        return libraries.measure();
    }

    @ThreadpoolLimits(profile = "narrow")
    public Measured profile() {
        return libraries.measure();
    }

    @ThreadpoolLimits(blasString = "${consumer.threads}", openmp = 1)
    public Measured placeholder() {
        return libraries.measure();
    }

    @ThreadpoolLimits
    public Measured failing() {
        throw new IllegalStateException("as expected");
    }

    @Async
    @ThreadpoolLimits(1)
    public CompletableFuture<Measured> async() {
        return CompletableFuture.completedFuture(libraries.measure());
    }

    @Async
    public CompletableFuture<Measured> freeElsewhere() {
        return CompletableFuture.completedFuture(libraries.measure());
    }

    /** Leaves its limits in force until the result has come. */
    @ThreadpoolLimits(blas = 1, hold = true)
    public CompletableFuture<String> held(CompletableFuture<String> result) {
        return result;
    }

    @Async
    public CompletableFuture<String> kindOfAsyncThread() {
        return CompletableFuture.completedFuture(Threads.kind());
    }

    public Measured throughThis() {
        return limited();
    }

    /** Waits in the middle, where a virtual thread may leave its carrier; the wider of what it saw before and after. */
    @ThreadpoolLimits(1)
    public Measured limitedWhileWaiting() {
        Measured before = libraries.measure();
        LockSupport.parkNanos(MOMENT_NANOS);
        Measured after = libraries.measure();
        return new Measured(
                Math.max(before.blas(), after.blas()), Math.max(before.openmp(), after.openmp()));
    }
}
