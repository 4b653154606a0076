package io.threadpoolctl.benchmarks;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.concurrent.CompletableFuture;

/** A thread that holds a scope until it is told that it is over. */
final class Holder {

    private final CompletableFuture<Boolean> held = new CompletableFuture<>();
    private final CompletableFuture<Boolean> over = new CompletableFuture<>();
    private final Threadpools pools;
    private final Limits limits;

    private Holder(Threadpools pools, Limits limits) {
        this.pools = pools;
        this.limits = limits;
    }

    /** Returns when the scope is open. */
    static Holder of(Threadpools pools, Limits limits) {
        Holder holder = new Holder(pools, limits);
        new Thread(holder::hold).start();
        holder.held.join();
        return holder;
    }

    void end() {
        over.complete(true);
    }

    private void hold() {
        pools.run(limits, () -> {
            held.complete(true);
            over.join();
        });
    }
}
