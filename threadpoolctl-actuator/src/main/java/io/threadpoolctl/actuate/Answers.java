package io.threadpoolctl.actuate;

import io.threadpoolctl.Threadpools;
import io.threadpoolctl.ThreadpoolsSnapshot;
import java.util.function.Supplier;

/** Puts together what the endpoint answers. */
final class Answers implements Supplier<ThreadpoolsDescriptor> {

    private final Threadpools pools;
    private final Supplier<Configured> configured;
    private final boolean showPaths;

    Answers(Threadpools pools, Supplier<Configured> configured, boolean showPaths) {
        this.pools = pools;
        this.configured = configured;
        this.showPaths = showPaths;
    }

    @Override
    public ThreadpoolsDescriptor get() {
        ThreadpoolsSnapshot snapshot = Snapshots.of(pools);
        Configured now = configured.get();
        Paths paths = showPaths ? Paths.shown() : Paths.hidden(snapshot);
        return ThreadpoolsDescriptor.of(snapshot, now, paths, new ServerAdvice(now).about(snapshot));
    }
}
