package com.example.consumer;

import io.threadpoolctl.Threadpools;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Repositories of Spring Data JPA, limited by their interfaces. */
@Component
class DataCheck implements Check {

    private final Things things;
    private final FreeThings freeThings;
    private final Libraries libraries;
    private final Threadpools pools;

    DataCheck(Things things, FreeThings freeThings, Libraries libraries, Threadpools pools) {
        this.things = things;
        this.freeThings = freeThings;
        this.libraries = libraries;
        this.pools = pools;
    }

    @Override
    public Set<String> circumstances() {
        return Set.of("data");
    }

    @Override
    public void run(Findings findings) {
        findings.expect("A limited repository", Measured.both(1), things.measured(libraries));
        findings.expect("Another repository", Measured.both(3), freeThings.measured(libraries));
        findings.expect("A limited method of it", Measured.both(1), freeThings.limited(libraries));
        long opened = pools.snapshot().openedScopes();
        things.save(new Thing(1L));
        findings.expect("Scopes of an inherited method", 1L, pools.snapshot().openedScopes() - opened);
        findings.expect("What was saved", 1L, freeThings.count());
    }
}
