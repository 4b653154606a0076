package com.example.consumer;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Tasks take over the limits of the thread that submits them, beside the application's own decorator. */
@Component
@ConditionalOnProperty("consumer.decorated")
class PropagationCheck implements Check {

    private final Work work;
    private final Threadpools pools;
    private final Decorated decorated;

    PropagationCheck(Work work, Threadpools pools, Decorated decorated) {
        this.work = work;
        this.pools = pools;
        this.decorated = decorated;
    }

    @Override
    public Set<String> circumstances() {
        return Set.of("decorated");
    }

    @Override
    public void run(Findings findings) throws Exception {
        int before = decorated.tasks();
        CompletableFuture<Measured> handedOver = pools.call(Limits.all(1), work::freeElsewhere);
        findings.expect("What is handed over under a limit", Measured.both(1), handedOver.get());
        while (pools.snapshot().openScopes() > 0) {
            Thread.onSpinWait(); // the task has its result a little before its scope ends
        }
        findings.expect("What is handed over without one", Measured.both(3), work.freeElsewhere().get());
        findings.expect("The tasks that the application's own decorator was given", before + 2, decorated.tasks());
    }
}
