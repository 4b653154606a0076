package io.threadpoolctl.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.TestThreadpools;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Libraries are given back to the loader when nothing is asked of them, and never called while they are. */
@Timeout(60)
class GivenBackTests {

    private static final int BASELINE = 8;
    private static final int ROUNDS = 20_000;

    private final FakeSource source = new FakeSource();
    private final FakeLeasedLibrary blas = new FakeLeasedLibrary("leased", BASELINE);
    private final Ledger ledger =
            new Ledger(source, new Warnings(), ConcurrentHashMap::new, TimeUnit.SECONDS.toNanos(10), 0);
    private final Threadpools pools = TestThreadpools.over(ledger);

    private void load() {
        source.load(blas.library);
        pools.refresh();
    }

    @Test
    void whatNobodyLimitsIsGivenBackAndTakenAgainByTheNextCall() {
        load();
        pools.run(Limits.blas(1), () -> assertThat(blas.isHeld()).isTrue());
        ledger.tidy();
        assertThat(blas.isHeld()).isFalse();
        pools.run(Limits.blas(2), () -> assertThat(blas.value).hasValue(2));
        assertThat(blas.value).hasValue(BASELINE);
        ledger.tidy();
        assertThat(blas.isHeld()).isFalse();
        assertThat(blas.strayCalls).hasValue(0);
    }

    @Test
    void whatIsLimitedInAnyWayIsKept() {
        load();
        for (LimitScope scope : List.of(
                pools.limit(Limits.blas(1)),
                pools.limit(Limits.share()),
                pools.hold(Limits.blas(1), "a test"),
                pools.cap(Limits.blas(BASELINE)),
                pools.limitProcess(Limits.blas(BASELINE)))) {
            ledger.tidy();
            ledger.tidy();
            scope.close();
        }
        assertThat(blas.releases).hasValue(0);
        ledger.tidy();
        assertThat(blas.isHeld()).isFalse();
    }

    @Test
    void nothingIsGivenBackBeforeItsTime() {
        Ledger patient = new Ledger(source, new Warnings(), ConcurrentHashMap::new, 0, Long.MAX_VALUE / 100);
        source.load(blas.library);
        patient.look();
        patient.tidy();
        assertThat(blas.isHeld()).isTrue();
        assertThat(patient.mayGiveBack()).isTrue();
    }

    @Test
    void whoOnlyLooksTakesItForAMoment() {
        load();
        ledger.tidy();
        assertThat(pools.info()).extracting(LibraryInfo::numThreads).containsExactly(BASELINE);
        assertThat(pools.snapshot().pools()).extracting(PoolState::baseline).containsExactly(BASELINE);
        ledger.tidy();
        assertThat(blas.isHeld()).isFalse();
        assertThat(blas.strayCalls).hasValue(0);
    }

    @Test
    void whatIsGoneIsNotCalledAndForgotten() {
        FakeProcessControl other = new FakeProcessControl(BASELINE);
        load();
        source.load("other", UserApi.BLAS, other);
        pools.run(Limits.blas(1), () -> {});
        ledger.tidy();
        blas.unload();
        LimitScope open = pools.limit(Limits.blas(2));
        source.unload(blas.library);
        pools.refresh();
        pools.run(Limits.blas(1), () -> assertThat(other.value).hasValue(1));
        open.close();
        assertThat(other.value).hasValue(BASELINE);
        assertThat(pools.info()).extracting(LibraryInfo::prefix).containsExactly("libother");
        assertThat(pools.snapshot().pools()).hasSize(1);
        assertThat(ledger.values().all()).hasSize(1);
        assertThat(blas.strayCalls).hasValue(0);
    }

    @Test
    void whatComesAfterwardsIsLimitedInScopesThatAreOpen() {
        load();
        ledger.tidy();
        blas.unload();
        source.unload(blas.library);
        pools.refresh();
        FakeProcessControl later = new FakeProcessControl(BASELINE);
        try (LimitScope scope = pools.limit(Limits.blas(3))) {
            source.load("later", UserApi.BLAS, later);
            pools.refresh();
            assertThat(scope.original()).containsEntry(UserApi.BLAS, BASELINE);
            assertThat(later.value).hasValue(3);
        }
        assertThat(later.value).hasValue(BASELINE);
    }

    /** Threads come and go by all ways while another gives the library back whenever it can. */
    @Test
    void nobodyEverCallsIntoALibraryThatWasGivenBack() throws Exception {
        load();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger tooWide = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<?>> calling = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            calling.add(threads.submit(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    pools.run(Limits.blas(1), () -> {
                        tooWide.addAndGet(blas.value.get() == 1 ? 0 : 1);
                        pools.run(Limits.blas(1), () -> {});
                    });
                }
            }));
        }
        List<Future<?>> looking = List.of(
                threads.submit(() -> {
                    while (!over.get()) {
                        ledger.tidy();
                    }
                }),
                threads.submit(() -> {
                    while (!over.get()) {
                        pools.info();
                        ledger.checkValues();
                    }
                }));
        for (Future<?> thread : calling) {
            thread.get();
        }
        over.set(true);
        for (Future<?> thread : looking) {
            thread.get();
        }
        threads.shutdown();
        assertThat(blas.releases.get()).isPositive();
        assertThat(blas.strayCalls).hasValue(0);
        assertThat(tooWide).hasValue(0);
        assertThat(blas.value).hasValue(BASELINE);
    }
}
