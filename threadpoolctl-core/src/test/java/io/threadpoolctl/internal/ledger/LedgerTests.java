package io.threadpoolctl.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threadpoolctl.CapturedLimits;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.Warning;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LedgerTests {

    private static final int BASELINE = 8;

    private final FakeProcessControl blas = new FakeProcessControl(BASELINE);
    private final FakeThreadControl openmp = new FakeThreadControl(BASELINE);
    private final FakeSource source = new FakeSource();
    private final Threadpools pools = source.pools();
    private final ExecutorService other = Executors.newSingleThreadExecutor();

    LedgerTests() {
        source.load("fakeblas", UserApi.BLAS, blas);
        source.load("fakeomp", UserApi.OPENMP, openmp);
    }

    @AfterEach
    void everythingIsBackAtItsBaseline() throws Exception {
        other.shutdown();
        assertThat(other.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(blas.value).hasValue(BASELINE);
        assertThat(openmp.raw()).isZero();
        assertThat(pools.snapshot().openScopes()).isZero();
    }

    @Test
    void aLimitedCallThatCallsItselfLeavesNothingBehind() {
        assertThat(descend(5)).isEqualTo(1);
        assertThat(blas.value).hasValue(BASELINE);
    }

    private int descend(int depth) {
        return pools.<Integer, RuntimeException>call(
                Limits.blas(1), () -> depth == 0 ? blas.threads() : descend(depth - 1));
    }

    @Test
    void callsInsideEachOtherLeaveNothingToTheCallsThatFollow() throws Exception {
        LimitScope holder = elsewhere(() -> pools.limit(Limits.blas(1)));
        for (int depth : new int[] {0, 2, 0, 3, 1, 0, 0}) {
            descend(depth);
            pools.run(
                    Limits.blas(1),
                    () -> assertThat(pools.snapshot().openScopes())
                            .as("after %s calls inside each other", depth + 1)
                            .isEqualTo(2));
        }
        elsewhere(() -> {
            holder.close();
            return true;
        });
        assertThat(blas.value).hasValue(BASELINE);
    }

    /** By calls and by scopes, inside each other to any depth, beside another thread that comes and goes. */
    @Test
    void whateverIsOpenedTheSmallestOfTheNewestIsInForce() throws Exception {
        long seed = Long.getLong("threadpoolctl.test.seed", System.nanoTime());
        System.out.println("LedgerTests: repeat with -Dthreadpoolctl.test.seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int beside = 1 + random.nextInt(3);
            LimitScope holder = elsewhere(() -> pools.limit(Limits.blas(beside)));
            for (int i = 0; i < 10; i++) {
                openSome(random, beside, 0);
            }
            elsewhere(() -> {
                holder.close();
                return true;
            });
            assertThat(blas.value).as("round %s", round).hasValue(BASELINE);
            openSome(random, BASELINE, 0);
        }
    }

    private void openSome(Random random, int beside, int depth) {
        int amount = 1 + random.nextInt(3);
        Runnable body = () -> {
            assertThat(blas.value).hasValue(Math.min(amount, beside));
            assertThat(pools.snapshot().openScopes()).isEqualTo(depth + (beside == BASELINE ? 1 : 2));
            while (depth < 3 && random.nextBoolean()) {
                openSome(random, beside, depth + 1);
                assertThat(blas.value).hasValue(Math.min(amount, beside));
            }
        };
        if (random.nextBoolean()) {
            pools.run(Limits.blas(amount), body);
        } else {
            try (LimitScope scope = pools.limit(Limits.blas(amount))) {
                assertThat(scope.original()).isNotEmpty();
                body.run();
            }
        }
    }

    @Test
    void overlappingScopesClosedInOpeningOrderEndAtTheBaseline() throws Exception {
        LimitScope first = pools.limit(Limits.blas(1));
        LimitScope second = elsewhere(() -> pools.limit(Limits.blas(2)));
        first.close();
        assertThat(blas.value).hasValue(2);
        elsewhere(() -> {
            second.close();
            return true;
        });
        assertThat(blas.value).hasValue(BASELINE);
    }

    @Test
    void withinOneThreadTheNewestScopeCounts() {
        try (LimitScope outer = pools.limit(Limits.blas(1))) {
            try (LimitScope inner = pools.limit(Limits.blas(2))) {
                assertThat(blas.value).hasValue(2);
                assertThat(inner.original()).containsEntry(UserApi.BLAS, 1);
            }
            assertThat(blas.value).hasValue(1);
            assertThat(outer.original()).containsEntry(UserApi.BLAS, BASELINE);
        }
    }

    @Test
    void acrossThreadsTheSmallestCounts() throws Exception {
        LimitScope four = pools.limit(Limits.blas(4));
        LimitScope two = elsewhere(() -> pools.limit(Limits.blas(2)));
        LimitScope eight = pools.limit(Limits.blas(8));
        assertThat(blas.value).hasValue(2);
        elsewhere(() -> {
            two.close();
            return true;
        });
        assertThat(blas.value).hasValue(8);
        eight.close();
        assertThat(blas.value).hasValue(4);
        four.close();
        assertThat(blas.value).hasValue(BASELINE);
    }

    @Test
    void anOpenThatIsBrokenOffHalfWayChangesNothing() {
        FakeProcessControl broken = new FakeProcessControl(BASELINE) {
            @Override
            public long limit(int threads) {
                throw new StackOverflowError("on purpose");
            }
        };
        source.load("fakebroken", UserApi.BLAS, broken);
        assertThatThrownBy(() -> pools.limit(Limits.all(1))).hasMessage("on purpose");
        assertThat(blas.value).hasValue(BASELINE);
        assertThat(openmp.raw()).isZero();
        assertThat(pools.snapshot().pools()).allMatch(pool -> pool.openScopes() == 0);
    }

    @Test
    void aLibraryThatRefusesALimitIsNotHonouredAndKeepsNobodyFromGoingOn() {
        FakeProcessControl broken = new FakeProcessControl(BASELINE) {
            @Override
            public long limit(int threads) {
                throw new IllegalStateException("refused");
            }
        };
        source.load("fakebroken", UserApi.BLAS, broken);
        try (LimitScope scope = pools.limit(Limits.all(1))) {
            assertThat(scope.original()).containsEntry(UserApi.BLAS, BASELINE);
            assertThat(blas.value).hasValue(1);
            assertThat(openmp.threads()).isEqualTo(1);
            assertThat(pools.snapshot().pools())
                    .filteredOn(pool -> !pool.honoured())
                    .extracting(pool -> pool.library().prefix())
                    .containsExactly("libfakebroken");
        }
        assertThat(blas.value).hasValue(BASELINE);
        assertThat(openmp.raw()).isZero();
        assertThat(broken.value).hasValue(BASELINE);
        assertThat(pools.warnings()).extracting(Warning::kind).containsOnlyOnce(Warning.Kind.SETTER_FAILED);
    }

    @Test
    void scopesOfOneThreadMayBeClosedInAnyOrder() {
        LimitScope first = pools.limit(Limits.all(1));
        LimitScope second = pools.limit(Limits.all(2));
        LimitScope third = pools.limit(Limits.all(3));
        second.close();
        assertThat(List.of(blas.threads(), openmp.threads())).containsOnly(3);
        first.close();
        assertThat(List.of(blas.threads(), openmp.threads())).containsOnly(3);
        third.close();
        assertThat(List.of(blas.threads(), openmp.threads())).containsOnly(BASELINE);
    }

    @Test
    void closingTwiceIsClosingOnce() {
        LimitScope outer = pools.limit(Limits.blas(1));
        LimitScope inner = pools.limit(Limits.blas(2));
        inner.close();
        inner.close();
        assertThat(blas.value).hasValue(1);
        outer.close();
    }

    @Test
    void theSetterIsCalledOnlyWhenTheValueChanges() throws Exception {
        List<LimitScope> scopes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            scopes.add(pools.limit(Limits.blas(1)));
            scopes.add(elsewhere(() -> pools.limit(Limits.blas(1))));
        }
        assertThat(blas.sets).hasValue(1);
        scopes.forEach(LimitScope::close);
        assertThat(blas.sets).hasValue(2);
    }

    @Test
    void aLimitAtTheBaselineSetsNothing() {
        try (LimitScope scope = pools.limit(Limits.blas(BASELINE))) {
            assertThat(scope.original()).containsEntry(UserApi.BLAS, BASELINE);
        }
        assertThat(blas.sets).hasValue(0);
    }

    @Test
    void aValueOfTheThreadIsRestoredInTheLibrarysOwnTerms() {
        try (LimitScope scope = pools.limit(Limits.openmp(1))) {
            assertThat(openmp.raw()).isEqualTo(1);
            assertThat(scope.original()).containsEntry(UserApi.OPENMP, BASELINE);
        }
        assertThat(openmp.raw()).isZero();
    }

    @Test
    void aScopeClosedByAnotherThreadReleasesTheProcessAtOnceAndTheThreadAtItsNextStep() throws Exception {
        LimitScope scope = pools.limit(Limits.all(1));
        elsewhere(() -> {
            scope.close();
            return true;
        });
        assertThat(blas.value).hasValue(BASELINE);
        assertThat(openmp.raw()).isEqualTo(1);
        pools.limit(Limits.none()).close();
        assertThat(openmp.raw()).isZero();
        assertThat(warnings(Warning.Kind.CLOSED_ELSEWHERE))
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).contains("LedgerTests"));
    }

    @Test
    void aScopeThatNobodyHoldsAnyMoreIsClosedAndItsPlaceIsNamed() throws Exception {
        elsewhere(() -> {
            forgetAScope();
            return true;
        });
        while (blas.threads() != BASELINE) {
            System.gc();
            pools.snapshot();
        }
        other.submit(() -> pools.limit(Limits.none()).close()).get();
        assertThat(warnings(Warning.Kind.NEVER_CLOSED))
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).contains("forgetAScope(LedgerTests.java:"));
    }

    @SuppressWarnings("MustBeClosed")
    private void forgetAScope() {
        LimitScope forgotten = pools.limit(Limits.all(1));
        assertThat(forgotten.original()).containsEntry(UserApi.BLAS, BASELINE);
    }

    @Test
    void aThreadThatEndsInsideAScopeLeavesNoLimitBehind() throws Exception {
        Thread thread = new Thread(() -> forgetAScope());
        thread.start();
        thread.join();
        Thread next = new Thread(() -> pools.limit(Limits.none()).close());
        next.start();
        next.join();
        assertThat(blas.value).hasValue(BASELINE);
        assertThat(pools.snapshot().openScopes()).isZero();
    }

    @Test
    void capturedLimitsHoldOnAnotherThreadWhileItRunsThem() throws Exception {
        CapturedLimits captured;
        try (LimitScope outer = pools.limit(Limits.all(3));
                LimitScope inner = pools.select(UserApi.OPENMP).limit(Limits.all(2))) {
            captured = pools.capture();
            assertThat(outer.original()).isNotEqualTo(inner.original());
        }
        Callable<List<Integer>> values = () -> List.of(blas.threads(), openmp.threads());
        List<Integer> inside = elsewhere(captured.wrap(values));
        assertThat(inside).containsExactly(3, 2);
        try (LimitScope again = captured.open()) {
            assertThat(again.original()).containsEntry(UserApi.BLAS, BASELINE);
            assertThat(List.of(blas.threads(), openmp.threads())).containsExactly(3, 2);
        }
        assertThat(elsewhere(openmp::raw)).isZero();
    }

    @Test
    void whatIsWrappedRunsUnderLimitsWhereverItRuns() throws Exception {
        Limits two = Limits.all(2);
        Callable<List<Integer>> values = () -> List.of(blas.threads(), openmp.threads());
        assertThat(elsewhere(pools.wrap(two, values))).containsExactly(2, 2);
        Function<Integer, Integer> plus = number -> number + openmp.threads();
        assertThat(pools.wrap(two, plus).apply(40)).isEqualTo(42);
        Supplier<Integer> supplier = blas::threads;
        assertThat(pools.wrap(two, supplier).get()).isEqualTo(2);
        List<Integer> seen = new ArrayList<>();
        Runnable look = () -> seen.add(openmp.threads());
        pools.wrap(two, (java.util.concurrent.Executor) Runnable::run).execute(look);
        ThreadFactory factory = Thread::new;
        Thread thread = pools.wrap(two, factory).newThread(look);
        thread.start();
        thread.join();
        ExecutorService limited = pools.wrap(two, other);
        assertThat(limited.submit(values).get()).containsExactly(2, 2);
        ForkJoinPool workers = new ForkJoinPool(1, pools.forkJoinWorkers(two), null, false);
        assertThat(workers.submit(values).get()).containsExactly(2, 2);
        workers.shutdown();
        assertThat(workers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).containsExactly(2, 2);
    }

    @Test
    void aLibraryThatAppearsInsideAScopeJoinsIt() throws Exception {
        FakeProcessControl late = new FakeProcessControl(16);
        FakeThreadControl lateForThreads = new FakeThreadControl(16);
        try (LimitScope scope = pools.limit(Limits.all(1))) {
            source.load("latecomer", UserApi.BLAS, late);
            source.load("latethread", UserApi.OPENMP, lateForThreads);
            elsewhere(() -> {
                pools.limit(Limits.none()).close();
                return true;
            });
            assertThat(late.value).hasValue(1);
            pools.limit(Limits.none()).close();
            assertThat(lateForThreads.raw()).isEqualTo(1);
            assertThat(scope.original()).containsEntry(UserApi.BLAS, BASELINE);
        }
        assertThat(late.value).hasValue(16);
        assertThat(lateForThreads.raw()).isZero();
    }

    @Test
    void shareDividesTheProcessorsAmongOwners() throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();
        LimitScope mine = pools.limit(Limits.share("blas"));
        assertThat(blas.value).hasValue(processors);
        LimitScope theirs = elsewhere(() -> pools.limit(Limits.share("blas")));
        assertThat(blas.value).hasValue(Math.max(1, processors / 2));
        mine.close();
        assertThat(blas.value).hasValue(processors);
        theirs.close();
    }

    @Test
    void theProcessLimitIsTheBaselineOfLibrariesThatAreThereAndThatCome() {
        LimitScope limit = pools.limitProcess(Limits.blas(3));
        FakeProcessControl late = new FakeProcessControl(16);
        source.load("latecomer", UserApi.BLAS, late);
        try (LimitScope scope = pools.limit(Limits.blas(1))) {
            assertThat(List.of(blas.threads(), late.threads())).containsOnly(1);
            assertThat(scope.original()).containsEntry(UserApi.BLAS, 3);
        }
        assertThat(List.of(blas.threads(), late.threads())).containsOnly(3);
        pools.run(Limits.blas(5), () -> assertThat(blas.threads()).isEqualTo(3));
        limit.close();
        assertThat(late.value).hasValue(16);
    }

    @Test
    void aCapHoldsForEverybodyAtOnceUntilItIsClosed() throws Exception {
        try (LimitScope scope = pools.limit(Limits.all(4))) {
            assertThat(scope.original()).containsEntry(UserApi.BLAS, BASELINE);
            LimitScope cap = elsewhere(() -> pools.cap(Limits.all(2)));
            assertThat(blas.value).hasValue(2);
            try (LimitScope inner = pools.limit(Limits.all(3))) {
                assertThat(List.of(blas.threads(), openmp.threads())).containsOnly(2);
                assertThat(inner.original()).isEqualTo(Map.of(UserApi.BLAS, 4, UserApi.OPENMP, 4));
            }
            assertThat(pools.snapshot().pools())
                    .allMatch(pool -> Integer.valueOf(2).equals(pool.cap()));
            FakeProcessControl late = new FakeProcessControl(16);
            source.load("latecomer", UserApi.BLAS, late);
            pools.refresh();
            assertThat(late.value).hasValue(2);
            cap.close();
            assertThat(List.of(blas.threads(), late.threads())).containsOnly(4);
            assertThat(pools.snapshot().pools()).allMatch(pool -> pool.cap() == null);
        }
    }

    @Test
    void whatOthersSetWhileScopesAreOpenDoesNotOutliveThem() throws Exception {
        LimitScope one = pools.limit(Limits.blas(1));
        blas.value.set(7);
        one.close();
        assertThat(blas.value).hasValue(BASELINE);
        assertThat(warnings(Warning.Kind.CHANGED_BY_OTHERS))
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).contains("/fake/libfakeblas.so", "7", "1"));
        assertThat(pools.snapshot().pools().get(0).changedByOthers()).isEqualTo(1);
    }

    @Test
    void whatOthersSetOutsideScopesIsTheNewBaseline() {
        pools.limit(Limits.blas(1)).close();
        blas.value.set(5);
        try (LimitScope scope = pools.limit(Limits.blas(1))) {
            assertThat(scope.original()).containsEntry(UserApi.BLAS, 5);
            assertThat(blas.value).hasValue(1);
        }
        assertThat(blas.value).hasValue(5);
        blas.value.set(1);
        pools.limit(Limits.blas(2)).close();
        assertThat(blas.value).hasValue(1);
        blas.value.set(BASELINE);
        assertThat(warnings(Warning.Kind.CHANGED_BY_OTHERS)).isEmpty();
    }

    @Test
    void aLibraryThatDoesNotFollowIsReportedOnce() {
        FakeProcessControl stubborn = new FakeProcessControl(4) {
            @Override
            public long limit(int threads) {
                return 4;
            }
        };
        source.load("stubborn", UserApi.BLAS, stubborn);
        pools.limit(Limits.blas(1)).close();
        pools.limit(Limits.blas(1)).close();
        assertThat(pools.snapshot().pools())
                .filteredOn(pool -> !pool.honoured())
                .singleElement()
                .satisfies(pool -> assertThat(pool.library().internalApi()).isEqualTo("stubborn"));
        assertThat(warnings(Warning.Kind.NOT_HONOURED))
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).contains("/fake/libstubborn.so", "1", "4"));
    }

    @Test
    void anUnknownNameIsRefusedWithTheNearestKnownOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pools.limit(Limits.of("bals", 1)))
                .withMessageContaining("\"bals\"")
                .withMessageContaining("did you mean \"blas\"?")
                .withMessageContaining("openmp");
    }

    @Test
    void aStrongerNameBeatsAWeakerOne() {
        Limits limits =
                Limits.all(6).and(Limits.blas(5)).and(Limits.of("fakeblas", 4)).and(Limits.of("libfakeblas", 3));
        try (LimitScope scope = pools.limit(limits)) {
            assertThat(blas.value).hasValue(3);
            assertThat(openmp.threads()).isEqualTo(6);
            assertThat(scope.original()).hasSize(2);
        }
    }

    @Test
    void aSelectionLimitsNothingElse() {
        try (LimitScope scope = pools.select(UserApi.OPENMP).limit(Limits.all(1))) {
            assertThat(blas.value).hasValue(BASELINE);
            assertThat(openmp.threads()).isEqualTo(1);
            assertThat(scope.original()).containsOnlyKeys(UserApi.OPENMP);
        }
    }

    @Test
    void nobodyEverSeesMoreThanAskedUnderRandomNestingByManyThreads() throws Exception {
        long seed = Long.getLong("threadpoolctl.test.seed", System.nanoTime());
        int threads = 16;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Future<Integer>> results = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            Random random = new Random(seed + t);
            results.add(executor.submit(() -> {
                start.await();
                return violations(random);
            }));
        }
        int violations = 0;
        for (Future<Integer> result : results) {
            violations += result.get();
        }
        executor.shutdown();
        assertThat(violations).as("seed %d", seed).isZero();
        assertThat(blas.value).as("seed %d", seed).hasValue(BASELINE);
    }

    /** Opens and closes at random, in any order, and counts how often more threads were allowed than asked for. */
    private int violations(Random random) {
        int violations = 0;
        Deque<LimitScope> open = new ArrayDeque<>();
        Deque<Integer> asked = new ArrayDeque<>();
        for (int i = 0; i < 10_000; i++) {
            boolean opens = open.isEmpty() || (open.size() < 4 && random.nextBoolean());
            if (opens) {
                int limit = 1 + random.nextInt(4);
                open.push(pools.limit(Limits.all(limit)));
                asked.push(limit);
            } else if (random.nextInt(3) == 0) {
                open.removeLast().close();
                asked.removeLast();
            } else {
                open.pop().close();
                asked.pop();
            }
            if (!asked.isEmpty() && (blas.threads() > asked.peek() || openmp.threads() > asked.peek())) {
                violations++;
            }
        }
        open.forEach(LimitScope::close);
        return violations;
    }

    private List<Warning> warnings(Warning.Kind kind) {
        return pools.warnings().stream()
                .filter(warning -> warning.kind() == kind)
                .toList();
    }

    private <T> T elsewhere(Callable<T> action) throws Exception {
        return other.submit(action).get();
    }
}
