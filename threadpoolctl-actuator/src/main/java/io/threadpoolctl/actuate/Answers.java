package io.threadpoolctl.actuate;

import io.threadpoolctl.Threadpools;
import io.threadpoolctl.ThreadpoolsSnapshot;
import java.util.function.Supplier;

/** Puts together what the endpoint answers. */
final class Answers implements Supplier<ThreadpoolsDescriptor> {

    private final Threadpools pools;
    private final ServerAdvice advice;
    private final Configured configured;
    private final boolean showPaths;

    Answers(Threadpools pools, ServerAdvice advice, Configured configured, boolean showPaths) {
        this.pools = pools;
        this.advice = advice;
        this.configured = configured;
        this.showPaths = showPaths;
    }

    @Override
    public ThreadpoolsDescriptor get() {
        ThreadpoolsSnapshot snapshot = Snapshots.of(pools);
        Paths paths = showPaths ? Paths.shown() : Paths.hidden(snapshot);
        return ThreadpoolsDescriptor.of(snapshot, configured, paths, advice.about(snapshot));
    }
}
