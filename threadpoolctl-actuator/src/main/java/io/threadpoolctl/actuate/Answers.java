package io.threadpoolctl.actuate;

import io.threadpoolctl.Threadpools;
import io.threadpoolctl.ThreadpoolsSnapshot;
import io.threadpoolctl.Warning;
import java.util.List;
import java.util.function.Supplier;

/** Puts together what the endpoint answers. */
final class Answers implements Supplier<ThreadpoolsDescriptor> {

    private final Threadpools pools;
    private final OperatorCaps caps;
    private final Configured configured;
    private final boolean showPaths;

    Answers(Threadpools pools, OperatorCaps caps, Configured configured, boolean showPaths) {
        this.pools = pools;
        this.caps = caps;
        this.configured = configured;
        this.showPaths = showPaths;
    }

    @Override
    public ThreadpoolsDescriptor get() {
        ThreadpoolsSnapshot snapshot = pools.snapshot();
        List<String> warnings =
                snapshot.warnings().stream().map(Warning::message).toList();
        Paths paths = showPaths ? Paths.shown() : Paths.hidden(snapshot);
        return ThreadpoolsDescriptor.of(snapshot, caps.byName(), configured, paths, warnings);
    }
}
