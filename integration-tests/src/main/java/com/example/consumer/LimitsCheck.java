package com.example.consumer;

import io.threadpoolctl.concurrent.ThreadPool;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootVersion;
import org.springframework.stereotype.Component;

/** The annotation and the limits of the process, without web. */
@Component
class LimitsCheck implements Check {

    private final Work work;
    private final ThreadPool pool;
    private final boolean enabled;
    private final boolean woven;

    LimitsCheck(
            Work work,
            ThreadPool pool,
            @Value("${threadpoolctl.enabled:true}") boolean enabled,
            @Value("${consumer.woven:false}") boolean woven) {
        this.work = work;
        this.pool = pool;
        this.enabled = enabled;
        this.woven = woven;
    }

    @Override
    public Set<String> circumstances() throws Exception {
        Set<String> found = new TreeSet<>();
        found.add("boot-" + SpringBootVersion.getVersion());
        found.add("jdk-" + Runtime.version().feature());
        found.add(work.kindOfAsyncThread().get());
        if (AotDetector.useGeneratedArtifacts()) {
            found.add("aot");
        }
        if (woven) {
            found.add("weaver");
        }
        if (!enabled) {
            found.add("disabled");
        }
        return found;
    }

    @Override
    public void run(Findings findings) throws Exception {
        Measured free = work.free();
        if (enabled) {
            findings.expect("Outside of limits", Measured.both(3), free);
        }
        findings.expect("A limit of one", in(free, Measured.both(1)), work.limited());
        findings.expect("A profile", in(free, Measured.both(2)), work.profile());
        findings.expect("A placeholder", in(free, new Measured(2, 1)), work.placeholder());
        findings.expect("An asynchronous method", in(free, Measured.both(1)), work.async().get());
        CompletableFuture<String> result = new CompletableFuture<>();
        findings.expect("The result of a method whose limits are held", result, work.held(result));
        Measured held = new Measured(1, free.openmp());
        findings.expect("While limits are held", in(free, held), work.free());
        result.complete("done");
        findings.expect("After a result", free, work.free());
        findings.expect("A call within the object", in(free, woven ? Measured.both(1) : free), work.throughThis());
        findings.expect("Workers", List.of(in(free, Measured.both(2))), pool.map(i -> work.free(), List.of(1)));
        findings.expect("A limited method in a worker", in(free, Measured.both(1)), pool.apply(work::limited));
        findings.expect("What a method throws", "as expected", messageOfFailure());
        findings.expect("Afterwards", free, work.free());
    }

    private Measured in(Measured free, Measured limited) {
        return enabled ? limited : free;
    }

    private String messageOfFailure() {
        try {
            return work.failing().toString();
        } catch (IllegalStateException e) {
            return e.getMessage();
        }
    }
}
