package io.threadpoolctl.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Registration;
import io.threadpoolctl.TestThreadpools;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.Warning;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the ledger makes of libraries, threads and callers that do not behave. */
@Timeout(60)
class LedgerFaultTests {

    private static final int BASELINE = 8;

    private final FakeSource source = new FakeSource();
    private final Ledger ledger = new Ledger(source, new Warnings());
    private final Threadpools pools = TestThreadpools.over(ledger);
    private final FakeProcessControl blas = new FakeProcessControl(BASELINE);
    private final FakeThreadControl openmp = new FakeThreadControl(BASELINE);
    private final AtomicBoolean fails = new AtomicBoolean();

    @Test
    void aScopeClosedByAnotherThreadIsPutRightWhenItsOwnerLeavesIt() {
        source.load("fakeomp", UserApi.OPENMP, openmp);
        try (LimitScope scope = pools.limit(Limits.all(1))) {
            CompletableFuture.runAsync(scope::close).join();
            assertThat(openmp.raw()).isEqualTo(1);
        }
        assertThat(openmp.raw()).isZero();
    }

    @Test
    void aCapThatIsAShareIsLiftedWhenItIsClosed() {
        source.load("fakeomp", UserApi.OPENMP, openmp);
        pools.cap(Limits.share()).close();
        int many = Runtime.getRuntime().availableProcessors() + 1;
        try (LimitScope scope = pools.limit(Limits.all(many))) {
            assertThat(openmp.threads()).isEqualTo(many);
            assertThat(scope.original()).containsEntry(UserApi.OPENMP, BASELINE);
        }
    }

    @Test
    void aCapThatIsClosedTwiceOrRefusedByALibraryIsForgotten() {
        FakeProcessControl failing = failingSetter();
        source.load("fakeblas", UserApi.BLAS, failing);
        source.load("fakelate", UserApi.BLAS, blas);
        LimitScope cap = pools.cap(Limits.all(2));
        cap.close();
        cap.close();
        fails.set(true);
        try (LimitScope refused = pools.cap(Limits.all(2))) {
            assertThat(refused.original()).containsEntry(UserApi.BLAS, BASELINE);
            assertThat(blas.value).hasValue(2);
        }
        assertThat(List.of(blas.threads(), failing.threads())).containsOnly(BASELINE);
        assertThat(pools.snapshot().caps()).isEmpty();
        assertThat(pools.snapshot().openedScopes()).isZero();
        assertThat(pools.snapshot().openScopes()).isZero();
    }

    @Test
    void aLibraryThatIsLoadedWhileItIsBeingDecidedWhatToLimitIsLimitedToo() {
        source.load("fakeblas", UserApi.BLAS, blas);
        FakeProcessControl late = new FakeProcessControl(BASELINE);
        AtomicBoolean loaded = new AtomicBoolean();
        Threadpools selected = pools.select(library -> {
            if (!loaded.getAndSet(true)) {
                source.load("fakelate", UserApi.BLAS, late);
                CompletableFuture.runAsync(pools::refresh).join();
            }
            return true;
        });
        try (LimitScope scope = selected.limit(Limits.blas(1))) {
            assertThat(loaded).isTrue();
            assertThat(late.value).hasValue(1);
            assertThat(scope.original()).containsEntry(UserApi.BLAS, BASELINE);
        }
        assertThat(late.value).hasValue(BASELINE);
    }

    private FakeProcessControl failingSetter() {
        return new FakeProcessControl(BASELINE) {
            @Override
            public long limit(int threads) {
                failIfSo();
                return super.limit(threads);
            }
        };
    }

    private void failIfSo() {
        if (fails.get()) {
            throw new IllegalStateException("refused");
        }
    }

    @Test
    void aGetterThatFailsSpoilsNeitherTheLimitNorTheBaseline() {
        FakeProcessControl unreadable = new FakeProcessControl(BASELINE) {
            @Override
            public Integer threads() {
                failIfSo();
                return super.threads();
            }
        };
        source.load("fakeblas", UserApi.BLAS, unreadable);
        pools.limit(Limits.all(1)).close();
        pools.limit(Limits.all(2)).close();
        fails.set(true);
        pools.run(
                Limits.all(1),
                () -> pools.run(
                        Limits.all(2), () -> assertThat(unreadable.value).hasValue(2)));
        assertThat(unreadable.value).hasValue(BASELINE);
    }

    @Test
    void aBaselineThatCouldNotBePutBackIsPutBackByTheNextScope() {
        FakeProcessControl stuck = new FakeProcessControl(BASELINE) {
            @Override
            public void restore(long replaced) {
                failIfSo();
                super.restore(replaced);
            }
        };
        source.load("fakeblas", UserApi.BLAS, stuck);
        fails.set(true);
        pools.limit(Limits.all(1)).close();
        assertThat(stuck.value).hasValue(1);
        fails.set(false);
        pools.limit(Limits.all(2)).close();
        assertThat(stuck.value).hasValue(BASELINE);
        assertThat(pools.warnings()).extracting(Warning::kind).containsOnlyOnce(Warning.Kind.SETTER_FAILED);
    }

    @Test
    void aSetterThatSetsAndThenFailsLeavesNothingBehind() {
        FakeProcessControl ofProcess = new FakeProcessControl(BASELINE) {
            @Override
            public long limit(int threads) {
                long replaced = super.limit(threads);
                failIfSo();
                return replaced;
            }

            @Override
            public void restore(long replaced) {
                super.restore(replaced);
                failIfSo();
            }
        };
        FakeThreadControl ofThread = new FakeThreadControl(BASELINE) {
            @Override
            public long limit(int threads) {
                long replaced = super.limit(threads);
                failIfSo();
                return replaced;
            }
        };
        source.load("fakeblas", UserApi.BLAS, ofProcess);
        source.load("fakeomp", UserApi.OPENMP, ofThread);
        for (boolean failsFromTheStart : new boolean[] {true, false}) {
            fails.set(failsFromTheStart);
            pools.run(Limits.all(1), () -> fails.set(true));
            fails.set(false);
            pools.snapshot();
            assertThat(ofProcess.threads()).isEqualTo(BASELINE);
            pools.run(
                    Limits.all(2),
                    () -> assertThat(List.of(ofProcess.threads(), ofThread.threads()))
                            .containsOnly(2));
            assertThat(List.of(ofProcess.threads(), ofThread.threads())).containsOnly(BASELINE);
        }
        assertThat(pools.warnings()).extracting(Warning::kind).doesNotContain(Warning.Kind.CHANGED_BY_OTHERS);
    }

    @Test
    void aBoundThatIsSetAndThenFailsIsTakenAway() {
        AtomicInteger bound = new AtomicInteger(BASELINE);
        FakeProcessControl bounded = new FakeProcessControl(BASELINE) {
            @Override
            public boolean isUpperBound() {
                return true;
            }

            @Override
            public Integer threads() {
                return Math.min(super.threads(), bound.get());
            }

            @Override
            public long limit(int threads) {
                bound.set(threads);
                failIfSo();
                return BASELINE;
            }

            @Override
            public void restore(long replaced) {
                bound.set(Integer.MAX_VALUE);
            }
        };
        source.load("fakebound", UserApi.BLAS, bounded);
        fails.set(true);
        pools.run(Limits.all(1), () -> {});
        fails.set(false);
        pools.snapshot();
        assertThat(bound).hasValue(Integer.MAX_VALUE);
        pools.run(Limits.all(2), () -> assertThat(bounded.threads()).isEqualTo(2));
        assertThat(bound).hasValue(Integer.MAX_VALUE);
    }

    @Test
    void aShareWhoseValueCouldNotBePutBackIsCountedOut() {
        FakeThreadControl stuck = new FakeThreadControl(BASELINE) {
            @Override
            public void restore(long replaced) {
                failIfSo();
                super.restore(replaced);
            }
        };
        source.load("fakeomp", UserApi.OPENMP, stuck);
        fails.set(true);
        pools.limit(Limits.share()).close();
        fails.set(false);
        pools.run(
                Limits.share(),
                () -> assertThat(stuck.threads()).isEqualTo(Runtime.getRuntime().availableProcessors()));
    }

    @Test
    void aShareForTheProcessIsAllOfIt() {
        source.load("fakeblas", UserApi.BLAS, blas);
        pools.limitProcess(Limits.share());
        assertThat(blas.value).hasValue(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void oneOddSelectionOrLibraryKeepsNoOtherFromComingUnderOpenScopes() {
        Threadpools odd = pools.select(library -> {
            failIfSo();
            return true;
        });
        LimitScope first = odd.limit(Limits.all(1));
        LimitScope second =
                CompletableFuture.supplyAsync(() -> pools.limit(Limits.all(2))).join();
        fails.set(true);
        source.load("oddlib", UserApi.BLAS, new FakeProcessControl(BASELINE) {
            @Override
            public Object cell() {
                throw new IllegalStateException("odd");
            }
        });
        source.load("fakeblas", UserApi.BLAS, blas);
        pools.refresh();
        assertThat(blas.value).hasValue(2);
        fails.set(false);
        first.close();
        second.close();
        assertThat(blas.value).hasValue(BASELINE);
    }

    @Test
    void aThreadWhoseThreadLocalsAreErasedStaysTheSameOwner() throws Exception {
        source.load("fakeblas", UserApi.BLAS, blas);
        LimitScope scope = ForkJoinPool.commonPool()
                .submit(() -> pools.limit(Limits.all(1)))
                .get();
        for (int i = 0; i < 1000; i++) {
            ForkJoinPool.commonPool()
                    .submit(() -> pools.limit(Limits.all(2)).close())
                    .get();
        }
        assertThat(ledger.owners().all()).hasSizeLessThanOrEqualTo(1 + ForkJoinPool.getCommonPoolParallelism());
        scope.close();
    }

    @Test
    void callsThatNestUntilTheStackIsFullLeaveNothingBehind() {
        source.load("fakeblas", UserApi.BLAS, blas);
        source.load("fakeomp", UserApi.OPENMP, openmp);
        for (int i = 0; i < 200; i++) {
            assertThatCode(() -> nestForEver(1)).isInstanceOf(StackOverflowError.class);
            assertThat(List.of(blas.threads(), openmp.threads())).containsOnly(BASELINE);
        }
        assertThat(pools.snapshot().openScopes()).isZero();
    }

    @Test
    void aLookAtTheEndOfTheStackKeepsNobodyElseFromLooking() throws Exception {
        source.load("fakeblas", UserApi.BLAS, blas);
        for (Runnable look : List.<Runnable>of(pools::refresh, pools::info, pools::snapshot)) {
            for (int spare = 0; spare < 200; spare += 5) {
                int depth = spare;
                assertThatCode(() -> atTheEndOfTheStack(look, depth)).doesNotThrowAnyException();
            }
            CompletableFuture.runAsync(pools::refresh).get();
        }
        try (LimitScope scope = pools.limit(Limits.blas(1))) {
            assertThat(blas.value).hasValue(1);
            assertThat(scope.original()).containsEntry(UserApi.BLAS, BASELINE);
        }
    }

    /** Goes down until the stack is full, comes back up by some calls, and does it there. */
    @SuppressWarnings("InfiniteRecursion") // until the stack is full
    private static int atTheEndOfTheStack(Runnable action, int spare) {
        int above;
        try {
            above = atTheEndOfTheStack(action, spare);
        } catch (StackOverflowError e) {
            above = 0;
        }
        if (above == spare) {
            try {
                action.run();
            } catch (VirtualMachineError | LinkageError e) {
                return above + 1; // that is what may happen there
            }
        }
        return above + 1;
    }

    @Test
    void aLibraryThatAsksForAllLibrariesWhileItIsLookedAtGetsThoseThatAreKnown() {
        source.load("fakeblas", UserApi.BLAS, blas);
        pools.refresh();
        FakeProcessControl asking = new FakeProcessControl(BASELINE) {
            @Override
            public Object cell() {
                assertThat(pools.info()).hasSizeLessThanOrEqualTo(2);
                pools.run(Limits.blas(1), pools::snapshot);
                return super.cell();
            }
        };
        source.load("asking", UserApi.BLAS, asking);
        pools.run(Limits.blas(2), () -> assertThat(asking.value).hasValue(2));
        assertThat(List.of(blas.threads(), asking.threads())).containsOnly(BASELINE);
    }

    @Test
    void theWatcherOutlivesAnErrorInALibrary() {
        FakeProcessControl broken = new FakeProcessControl(BASELINE) {
            @Override
            public Integer threads() {
                if (fails.get() && Thread.currentThread().getName().contains("watcher")) {
                    throw new AssertionError("on purpose");
                }
                return super.threads();
            }
        };
        source.load("fakeblas", UserApi.BLAS, broken);
        try (Registration watching = pools.watch(Duration.ofMillis(1))) {
            assertThat(watching).isNotNull();
            pools.run(Limits.blas(1), () -> {
                fails.set(true);
                long looks = broken.sets.get();
                fails.set(false);
                broken.value.set(5);
                while (broken.value.get() != 1) {
                    Thread.onSpinWait();
                }
                assertThat(broken.sets).hasValueGreaterThan((int) looks);
            });
        }
        assertThat(broken.value).hasValue(BASELINE);
    }

    @Test
    void aClosingThatWasBrokenOffIsMadeUpForByTheNextLook() {
        AtomicInteger overflows = new AtomicInteger();
        FakeProcessControl overflowing = new FakeProcessControl(BASELINE) {
            @Override
            public void restore(long replaced) {
                if (overflows.getAndDecrement() > 0) {
                    throw new StackOverflowError("on purpose");
                }
                super.restore(replaced);
            }
        };
        source.load("fakeblas", UserApi.BLAS, overflowing);
        overflows.set(1);
        assertThatCode(() -> pools.run(Limits.blas(1), () -> {})).isInstanceOf(StackOverflowError.class);
        assertThat(overflowing.value).hasValue(1);
        assertThat(pools.snapshot().openScopes()).isZero();
        assertThat(overflowing.value).hasValue(BASELINE);
    }

    @Test
    void aLimitThatNarrowsNothingIsNotSaidToBeRoundedDown() {
        FakeThreadControl oneOrAll = new FakeThreadControl(2) {
            @Override
            public int admissible(int threads) {
                return threads < 2 ? 1 : 2;
            }
        };
        source.load("fakeomp", UserApi.OPENMP, oneOrAll);
        pools.run(Limits.all(8), () -> assertThat(oneOrAll.threads()).isEqualTo(2));
        assertThat(pools.warnings()).isEmpty();
    }

    private void nestForEver(int depth) {
        pools.run(Limits.all(1 + depth % 2), () -> nestForEver(depth + 1));
    }
}
