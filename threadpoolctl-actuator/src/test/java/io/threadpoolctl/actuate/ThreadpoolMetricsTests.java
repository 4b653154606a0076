package io.threadpoolctl.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.actuate.measured.Measurements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.support.StaticApplicationContext;

/** The meters over real libraries, read through Micrometer. */
class ThreadpoolMetricsTests {

    private static final Path DOCUMENTED = Path.of("..", "docs", "metrics.md");

    private static final List<String> DEPENDING_ON_THE_SYSTEM = List.of(
            "threadpoolctl.threads.running",
            "threadpoolctl.threads.waiting",
            "threadpoolctl.threads.native",
            "threadpoolctl.processors.throttled",
            "threadpoolctl.processors.pressure");

    private final Threadpools pools = Threadpools.ofProcess();
    private final AtomicLong clock = new AtomicLong();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final ThreadpoolMetrics metrics = new ThreadpoolMetrics(
            new RecentSnapshot(pools, () -> clock.addAndGet(1_000_000_000)),
            pools.measureScopes(),
            Measurements.ofThisProcess());

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ThreadpoolMetricsAutoConfiguration.class));

    @BeforeAll
    static void load() {
        DebianLibraries.load(DebianLibraries.OPENBLAS);
        DebianLibraries.load(DebianLibraries.LIBGOMP);
    }

    @Test
    void aScopeShowsInTheMetersWhileItIsOpenAndInTheCountsAfterwards() {
        bind();
        double size = pool("size");
        double opened = count("threadpoolctl.scopes.opened");
        double timed = timed();
        try (LimitScope scope = pools.limit(Limits.blas(1))) {
            assertThat(scope.original()).isNotEmpty();
            assertThat(pool("size")).isEqualTo(size);
            assertThat(pool("limit")).isEqualTo(1);
            assertThat(pool("scopes")).isEqualTo(1);
            assertThat(registry.get("threadpoolctl.scopes.open").gauge().value())
                    .isEqualTo(1);
            assertThat(timed()).isEqualTo(timed);
        }
        assertThat(pool("limit")).isEqualTo(size);
        assertThat(pool("scopes")).isZero();
        assertThat(count("threadpoolctl.scopes.opened")).isEqualTo(opened + 1);
        assertThat(timed()).isEqualTo(timed + 1);
    }

    @Test
    void aCapShowsWhileItHolds() {
        bind();
        assertThat(pool("cap")).isNaN();
        try (LimitScope cap = pools.cap(Limits.blas(1))) {
            assertThat(cap.original()).isNotEmpty();
            assertThat(pool("cap")).isEqualTo(1);
        }
        assertThat(pool("cap")).isNaN();
    }

    @Test
    void nativeChangesAreCounted() {
        bind();
        LimitScope limit = pools.limitProcess(Limits.blas(3));
        double changes = ofPool("changes").functionCounter().count();
        pools.run(Limits.blas(1), () -> {});
        assertThat(ofPool("changes").functionCounter().count()).isGreaterThan(changes);
        limit.close();
    }

    @Test
    void aLibraryThatIsLoadedLaterHasMetersFromTheSecondReadingOn(@TempDir Path directory) throws IOException {
        bind();
        double libraries = registry.get("threadpoolctl.libraries").gauge().value();
        // Another product, or if another test has loaded it, one more of it.
        System.load(Files.copy(DebianLibraries.LIBGOMP, directory.resolve("libgomp_later.so"))
                .toString());
        assertThat(registry.get("threadpoolctl.libraries").gauge().value()).isEqualTo(libraries + 1);
        assertThat(registry.find("threadpoolctl.pool.limit").gauges())
                .extracting(gauge -> gauge.getId().getTag("prefix"))
                .contains("libopenblas", "libgomp")
                .doesNotHaveDuplicates();
    }

    @Test
    @Timeout(60)
    void theLibrariesThatAreThereAtTheStartHaveMetersFromTheFirstReadingOnButDoNotDelayTheStart() {
        metrics.bindTo(registry);
        assertThat(registry.find("threadpoolctl.pool.limit").meter()).isNull();
        metrics.onApplicationEvent(new ApplicationReadyEvent(
                new SpringApplication(), new String[0], new StaticApplicationContext(), Duration.ZERO));
        while (registry.find("threadpoolctl.pool.limit").meter() == null) {
            Thread.onSpinWait(); // they come without a reading, a moment later
        }
        assertThat(pool("limit")).isPositive();
        SimpleMeterRegistry late = new SimpleMeterRegistry();
        metrics.bindTo(late);
        assertThat(late.find("threadpoolctl.pool.limit").meter()).isNotNull();
    }

    @Test
    void theMetersAreThoseThatAreDocumented() throws IOException {
        bind();
        List<String> documented = Pattern.compile("(?m)^\\| `(threadpoolctl\\.[a-z.]+)`")
                .matcher(Files.readString(DOCUMENTED))
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();
        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                .isSubsetOf(documented)
                .containsAll(documented.stream()
                        .filter(name -> !DEPENDING_ON_THE_SYSTEM.contains(name))
                        .toList());
        assertThat(documented).containsAll(DEPENDING_ON_THE_SYSTEM);
    }

    @Test
    void noTagTellsAPathOrHasManyValues() {
        bind();
        assertThat(registry.getMeters())
                .flatExtracting((Meter meter) -> meter.getId().getTags())
                .isNotEmpty()
                .allSatisfy((Tag tag) -> {
                    assertThat(tag.getKey()).isIn("user.api", "internal.api", "prefix", "scope");
                    assertThat(tag.getValue()).matches("[a-z0-9_]+");
                });
    }

    @Test
    void whatIsReadTogetherIsOneSnapshot() {
        AtomicLong standing = new AtomicLong();
        RecentSnapshot recent = new RecentSnapshot(pools, standing::get);
        assertThat(recent.get()).isSameAs(recent.get());
        Object before = recent.get();
        standing.addAndGet(1_000_000_000);
        assertThat(recent.get()).isNotSameAs(before);
    }

    @Test
    void withARegistryThereAreMeters() {
        runner.withBean(SimpleMeterRegistry.class)
                .run(context -> assertThat(context).hasSingleBean(ThreadpoolMetrics.class));
    }

    @Test
    void withoutARegistryThereAreNone() {
        runner.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ThreadpoolMetrics.class));
    }

    @Test
    void withoutMicrometerTheApplicationStarts() {
        runner.withClassLoader(new FilteredClassLoader("io.micrometer"))
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void scopesAreTimedOnRequestOnly() {
        runner.withBean(SimpleMeterRegistry.class).run(context -> {
            context.getBean(ThreadpoolMetrics.class).bindTo(registry);
            assertThat(registry.find("threadpoolctl.scopes.time").meter()).isNull();
        });
        runner.withBean(SimpleMeterRegistry.class)
                .withPropertyValues("threadpoolctl.actuator.scope-times=true")
                .run(context -> {
                    MeterRegistry other = new SimpleMeterRegistry();
                    context.getBean(ThreadpoolMetrics.class).bindTo(other);
                    assertThat(other.find("threadpoolctl.scopes.time").meter()).isNotNull();
                });
    }

    /** As a registry does, which is then read for the first time. */
    private void bind() {
        metrics.bindTo(registry);
        assertThat(registry.get("threadpoolctl.libraries").gauge().value()).isPositive();
    }

    private double pool(String name) {
        return ofPool(name).gauge().value();
    }

    private RequiredSearch ofPool(String name) {
        return registry.get("threadpoolctl.pool." + name).tag("prefix", "libopenblas");
    }

    private double count(String name) {
        return registry.get(name).functionCounter().count();
    }

    private double timed() {
        return registry.get("threadpoolctl.scopes.time").functionTimer().count();
    }
}
