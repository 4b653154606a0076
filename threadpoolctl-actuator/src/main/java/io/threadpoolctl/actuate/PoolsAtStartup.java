package io.threadpoolctl.actuate;

import io.threadpoolctl.PoolState;
import io.threadpoolctl.Threadpools;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Remembers which libraries were there when the application was ready. */
final class PoolsAtStartup implements ApplicationListener<ApplicationReadyEvent> {

    private final Threadpools pools;
    private volatile @Nullable Set<String> known;

    PoolsAtStartup(Threadpools pools) {
        this.pools = pools;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        remember();
    }

    void remember() {
        known = Snapshots.of(pools).pools().stream()
                .map(pool -> pool.library().filepath())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a library was loaded later. */
    boolean isLate(PoolState pool) {
        Set<String> early = known;
        return early != null && !early.contains(pool.library().filepath());
    }
}
