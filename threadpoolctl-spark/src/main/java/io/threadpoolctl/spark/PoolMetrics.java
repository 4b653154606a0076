package io.threadpoolctl.spark;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.ThreadpoolsSnapshot;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pools of an executor among Spark's metrics.
 *
 * <p>Libraries of one product that are loaded twice have one set of metrics: of their numbers the largest is shown, their
 * counts are added up.
 */
final class PoolMetrics {

    private final MetricRegistry registry;
    private final Supplier<ThreadpoolsSnapshot> recent;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    PoolMetrics(MetricRegistry registry, Supplier<ThreadpoolsSnapshot> recent) {
        this.registry = registry;
        this.recent = recent;
    }

    /** Adds what does not depend on a library; Spark takes no source that is empty at first. */
    void register() {
        add("libraries", () -> addNew(recent.get()));
        add("scopes.open", () -> recent.get().openScopes());
        add("scopes.opened", () -> recent.get().openedScopes());
    }

    /** Adds metrics for pools that have appeared; how many libraries there are. */
    int addNew(ThreadpoolsSnapshot snapshot) {
        for (PoolState pool : snapshot.pools()) {
            String prefix = pool.library().prefix();
            if (known.add(prefix)) {
                add(prefix);
            }
        }
        return snapshot.pools().size();
    }

    private void add(String prefix) {
        String name = "pool." + prefix + ".";
        add(name + "size", () -> largest(prefix, PoolState::baseline));
        add(name + "limit", () -> largest(prefix, pool -> pool.library().numThreads()));
        add(name + "scopes", () -> largest(prefix, PoolState::openScopes));
        add(name + "changes", () -> sum(prefix, PoolState::setterCalls));
        add(name + "notHonoured", () -> sum(prefix, PoolState::notHonoured));
        add(name + "foreignChanges", () -> sum(prefix, PoolState::changedByOthers));
    }

    private void add(String name, Gauge<@Nullable Number> gauge) {
        registry.register(name, gauge);
    }

    /** {@code null} if none of them can be asked without harm. */
    private @Nullable Integer largest(String prefix, Function<PoolState, @Nullable Integer> number) {
        return pools(prefix)
                .map(number)
                .filter(Objects::nonNull)
                .max(Integer::compare)
                .orElse(null);
    }

    private long sum(String prefix, ToLongFunction<PoolState> number) {
        return pools(prefix).mapToLong(number).sum();
    }

    private Stream<PoolState> pools(String prefix) {
        return recent.get().pools().stream()
                .filter(pool -> pool.library().prefix().equals(prefix));
    }
}
