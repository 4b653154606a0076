package io.threadpoolctl.actuate;

import io.threadpoolctl.Threadpools;
import io.threadpoolctl.ThreadpoolsSnapshot;
import io.threadpoolctl.actuate.measured.Measured;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts together what the endpoint answers. */
final class Answers implements Supplier<ThreadpoolsDescriptor> {

    private final Threadpools pools;
    private final Supplier<Configured> configured;
    private final Supplier<@Nullable Measured> measured;
    private final boolean showPaths;

    /** @param measured gives {@code null} where nothing can be measured */
    Answers(
            Threadpools pools,
            Supplier<Configured> configured,
            Supplier<@Nullable Measured> measured,
            boolean showPaths) {
        this.pools = pools;
        this.configured = configured;
        this.measured = measured;
        this.showPaths = showPaths;
    }

    @Override
    public ThreadpoolsDescriptor get() {
        ThreadpoolsSnapshot snapshot = Snapshots.of(pools);
        Configured now = configured.get();
        Measured lately = measured.get();
        WaitingAdvice waiting =
                new WaitingAdvice(lately, () -> pools.countUnlimitedCallers().orElse(0));
        Paths paths = showPaths ? Paths.shown() : Paths.hidden(snapshot);
        return ThreadpoolsDescriptor.of(snapshot, now, lately, paths, new ServerAdvice(now, waiting).about(snapshot));
    }
}
