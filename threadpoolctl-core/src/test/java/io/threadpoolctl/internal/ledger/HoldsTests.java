package io.threadpoolctl.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scopes that belong to no thread. */
class HoldsTests {

    private static final int FOUND = 8;
    private static final int MANY = 1000;

    private final FakeProcessControl blas = new FakeProcessControl(FOUND);
    private final FakeThreadControl openmp = new FakeThreadControl(FOUND);
    private final FakeSource source = new FakeSource();
    private final Threadpools pools = source.pools();
    private final ExecutorService others = Executors.newFixedThreadPool(4);

    HoldsTests() {
        source.load("fakeblas", UserApi.BLAS, blas);
        source.load("fakeomp", UserApi.OPENMP, openmp);
    }

    @AfterEach
    void everythingIsAsItWasFound() {
        others.shutdownNow();
        assertThat(pools.snapshot().openScopes()).isZero();
        assertThat(blas.threads()).isEqualTo(FOUND);
        assertThat(openmp.raw()).isZero();
    }

    @Test
    void anotherThreadMayEndItAndNothingIsSaidAboutThat() throws Exception {
        LimitScope hold = pools.hold(Limits.blas(2), "a result");
        assertThat(hold.original()).containsEntry(UserApi.BLAS, FOUND);
        others.submit(() -> assertThat(blas.threads()).isEqualTo(2)).get();
        others.submit(hold::close).get();
        hold.close();
        assertThat(blas.threads()).isEqualTo(FOUND);
        assertThat(pools.warnings()).noneMatch(warning -> warning.kind() == Warning.Kind.CLOSED_ELSEWHERE);
    }

    @Test
    void itIsAnOwnerOfItsOwnBesideTheThreadThatBeganIt() {
        try (LimitScope hold = pools.hold(Limits.blas(2), "a result")) {
            assertThat(hold.original()).isNotEmpty();
            pools.run(Limits.blas(4), () -> assertThat(blas.threads()).isEqualTo(2));
            pools.run(Limits.blas(1), () -> assertThat(blas.threads()).isEqualTo(1));
            assertThat(blas.threads()).isEqualTo(2);
            assertThat(pools.snapshot().openScopes()).isOne();
        }
        assertThat(pools.snapshot().openedScopes()).isEqualTo(3);
    }

    @Test
    void ofSeveralTheSmallestHoldsAndEachHasAShare() {
        pools.setProcessors(FOUND);
        LimitScope one = pools.hold(Limits.share(), "one");
        assertThat(blas.threads()).isEqualTo(8);
        LimitScope two = pools.hold(Limits.share(), "two");
        assertThat(blas.threads()).isEqualTo(4);
        LimitScope narrow = pools.hold(Limits.blas(3), "narrow");
        pools.run(Limits.share(), () -> assertThat(blas.threads()).isEqualTo(2));
        one.close();
        assertThat(blas.threads()).isEqualTo(3);
        narrow.close();
        two.close();
    }

    @Test
    void whatBelongsToThreadsIsLeftAlone() {
        try (LimitScope hold = pools.hold(Limits.all(1), "a result")) {
            assertThat(hold.original()).containsOnlyKeys(UserApi.BLAS);
            assertThat(openmp.raw()).isZero();
            pools.run(Limits.openmp(2), () -> assertThat(openmp.threads()).isEqualTo(2));
            assertThat(pools.snapshot().pools())
                    .allSatisfy(pool -> assertThat(pool.openScopes())
                            .isEqualTo(pool.library().userApi().equals(UserApi.BLAS) ? 1 : 0));
        }
        assertThat(pools.reachesThreads(Limits.all(1))).isTrue();
        assertThat(pools.reachesThreads(Limits.blas(1))).isFalse();
    }

    @Test
    void aLibraryThatComesLaterIsHeldToo() {
        FakeProcessControl late = new FakeProcessControl(FOUND);
        FakeThreadControl lateOfThreads = new FakeThreadControl(FOUND);
        try (LimitScope hold = pools.hold(Limits.all(1), "a result")) {
            assertThat(hold.original()).isNotEmpty();
            source.load("late", UserApi.BLAS, late);
            source.load("lateomp", UserApi.OPENMP, lateOfThreads);
            pools.refresh();
            assertThat(late.threads()).isEqualTo(1);
            assertThat(lateOfThreads.raw()).isZero();
        }
        assertThat(late.threads()).isEqualTo(FOUND);
    }

    @Test
    @Timeout(120)
    void oneThatIsDroppedIsGivenBackAndWhatItWasForIsNamed() {
        drop();
        while (blas.threads() != FOUND) {
            System.gc();
            pools.snapshot();
        }
        assertThat(pools.warnings())
                .filteredOn(warning -> warning.kind() == Warning.Kind.NEVER_CLOSED)
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).contains("held for Solver.solve", "dropped"));
    }

    private void drop() {
        assertThat(pools.hold(Limits.blas(1), "Solver.solve").original()).isNotEmpty();
        assertThat(blas.threads()).isEqualTo(1);
    }

    @Test
    void aThousandBegunAndEndedByManyThreadsLeaveNothingBehind() throws Exception {
        List<Future<LimitScope>> begun = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            int number = 1 + i % FOUND;
            begun.add(others.submit(() -> pools.hold(Limits.blas(number), "a result")));
        }
        List<LimitScope> holds = new ArrayList<>();
        for (Future<LimitScope> each : begun) {
            holds.add(each.get());
        }
        assertThat(pools.snapshot().openScopes()).isEqualTo(MANY);
        assertThat(blas.threads()).isEqualTo(1);
        List<Future<?>> ended = new ArrayList<>();
        for (LimitScope hold : holds) {
            ended.add(others.submit(hold::close));
        }
        for (Future<?> each : ended) {
            each.get();
        }
    }

    @Test
    void whatIsUnknownIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pools.hold(Limits.of("nosuchlibrary", 1), "a result"))
                .withMessageContaining("nosuchlibrary");
    }
}
