package io.threadpoolctl.actuate;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.PoolState;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The meters of the pools in one registry. A pool that appears gets its meters when the number of libraries is read next, so
 * they are complete from the second scrape after it on.
 *
 * <p>Libraries of one product that are loaded twice have the same tags: of their numbers the largest is shown, their counts
 * are added up.
 */
final class PoolMeters {

    private final MeterRegistry registry;
    private final RecentSnapshot recent;
    private final Set<Product> known = ConcurrentHashMap.newKeySet();

    PoolMeters(MeterRegistry registry, RecentSnapshot recent) {
        this.registry = registry;
        this.recent = recent;
    }

    /** Adds meters for pools that have appeared; how many libraries there are. */
    double addNew() {
        for (PoolState pool : recent.get().pools()) {
            Product product = Product.of(pool.library());
            if (known.add(product)) {
                add(product);
            }
        }
        return recent.get().pools().size();
    }

    private void add(Product product) {
        gauge("size", product, "Threads a call uses outside every scope", pool -> number(pool.baseline()));
        gauge(
                "limit",
                product,
                "Threads a call uses now",
                pool -> number(pool.library().numThreads()));
        gauge("cap", product, "Threads an operator allows at most", pool -> number(pool.cap()));
        gauge("scopes", product, "Open scopes that limit the pool", PoolState::openScopes);
        counter("changes", product, "Calls of the native setter", PoolState::setterCalls);
        counter("not.honoured", product, "Limits that were not honoured", PoolState::notHonoured);
        counter("foreign.changes", product, "Changes made by other code under limits", PoolState::changedByOthers);
    }

    private void gauge(String name, Product product, String description, ToDoubleFunction<PoolState> value) {
        Gauge.builder(
                        "threadpoolctl.pool." + name,
                        this,
                        meters -> meters.values(product, value).max().orElse(Double.NaN))
                .description(description)
                .tags(product.tags())
                .register(registry);
    }

    private void counter(String name, Product product, String description, ToDoubleFunction<PoolState> value) {
        FunctionCounter.builder(
                        "threadpoolctl.pool." + name,
                        this,
                        meters -> meters.values(product, value).sum())
                .description(description)
                .tags(product.tags())
                .register(registry);
    }

    private DoubleStream values(Product product, ToDoubleFunction<PoolState> value) {
        return recent.get().pools().stream()
                .filter(pool -> Product.of(pool.library()).equals(product))
                .mapToDouble(value)
                .filter(number -> !Double.isNaN(number));
    }

    private static double number(@Nullable Integer number) {
        return number == null ? Double.NaN : number;
    }

    private record Product(String userApi, String internalApi, String prefix) {

        static Product of(LibraryInfo library) {
            return new Product(library.userApi().name(), library.internalApi(), library.prefix());
        }

        Tags tags() {
            return Tags.of("user.api", userApi, "internal.api", internalApi, "prefix", prefix);
        }
    }
}
