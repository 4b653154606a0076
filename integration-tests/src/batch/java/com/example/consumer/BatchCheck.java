package com.example.consumer;

import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What the partitions of the job have seen, which has run when the application started. */
@Component
class BatchCheck implements Check {

    private final Queue<Measured> seen;

    BatchCheck(Queue<Measured> seen) {
        this.seen = seen;
    }

    @Override
    public Set<String> circumstances() {
        return Set.of("batch");
    }

    @Override
    public void run(Findings findings) {
        List<Measured> limited = Collections.nCopies(Partitions.NUMBER, Measured.both(1));
        findings.expect("The partitions of a step", limited, List.copyOf(seen));
    }
}
