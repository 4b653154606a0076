package io.threadpoolctl.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.threadpoolctl.CapInfo;
import io.threadpoolctl.Limits;
import io.threadpoolctl.TestThreadpools;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Copies of other versions in the JVM that tell of their caps in ways this one does not know. */
class OtherVersionsTests {

    private static final Instant SINCE = Instant.EPOCH;

    private final ConcurrentMap<Object, Object> place = new ConcurrentHashMap<>();
    private final FakeProcessControl blas = new FakeProcessControl(4);

    /** Kept here, since copies refer to each other weakly. */
    private final List<Function<Object, Object>> others = List.of(
            question -> "nothing known",
            question -> 7,
            question -> List.of("a cap", 3, Map.of()),
            question -> List.of(Map.of(Copies.LIMITS, "blas=1", Copies.ORIGIN, "text", Copies.SINCE, SINCE)),
            question -> List.of(cap(Map.of(1, 1))),
            question -> List.of(cap(Map.of("blas", "1"))),
            question -> List.of(cap(Map.of("blas", 0, " ", 1))),
            question -> {
                throw new NoClassDefFoundError("on purpose");
            },
            question -> question.equals(Copies.CAPS) ? List.of(cap(Map.of("blas", 2, "unheard of", 1))) : null);

    @Test
    void whatIsNotUnderstoodIsPassedOverAndTheRestHolds() {
        others.forEach(other -> new Copies(place, other));
        FakeSource source = new FakeSource();
        source.load("fakeblas", UserApi.BLAS, blas);
        Threadpools pools = TestThreadpools.over(new Ledger(
                source, new Warnings(), () -> place, Duration.ofSeconds(10).toNanos(), Long.MAX_VALUE));
        pools.run(Limits.blas(3), () -> assertThat(blas.threads()).isEqualTo(2));
        assertThat(pools.snapshot().caps())
                .extracting(CapInfo::origin, CapInfo::since)
                .containsExactly(tuple("another version", SINCE));
        try (var cap = pools.cap(Limits.blas(1))) {
            assertThat(cap).isNotNull();
            assertThat(blas.threads()).isEqualTo(1);
        }
    }

    private static Map<String, Object> cap(Map<?, ?> limits) {
        return Map.of(Copies.LIMITS, limits, Copies.ORIGIN, "another version", Copies.SINCE, SINCE);
    }
}
