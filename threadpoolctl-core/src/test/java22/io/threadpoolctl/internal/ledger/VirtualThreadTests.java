package io.threadpoolctl.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Registration;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.VirtualThreadPolicy;
import io.threadpoolctl.Warning;
import io.threadpoolctl.natives.BrokenClass;
import io.threadpoolctl.natives.DebianLibrary;
import io.threadpoolctl.natives.NativeCode;
import io.threadpoolctl.natives.NativeJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Virtual threads with the real libgomp, whose thread count belongs to the carrier. */
@Timeout(180)
class VirtualThreadTests {

    private static final int MANY = 200;
    private static final int LIMITS = 7;
    private static final int DEFAULT = 11;
    private static final int CARRIERS = 3;

    /** Shows that the next test can fail: without pinning, what it asserts is wrong for nearly all. */
    @Test
    void withoutPinningNearlyAllSeeAForeignValueAndCarriersStayChanged() {
        String gomp = DebianLibrary.LIBGOMP.path();
        jvm(CARRIERS).run(() -> {
            NativeCode openmp = NativeCode.load(gomp);
            IntSupplier threads = openmp.intGetter("omp_get_max_threads");
            Carriers carriers = new Carriers();
            AtomicInteger wrong = new AtomicInteger();
            List<Thread> limited = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                int limit = 1 + i % LIMITS;
                limited.add(Thread.startVirtualThread(() -> {
                    openmp.function("omp_set_num_threads").invokeVoid(new Object[] {limit});
                    carriers.sleep();
                    if (threads.getAsInt() != limit) {
                        wrong.incrementAndGet();
                    }
                }));
            }
            carriers.wake(MANY, 1);
            join(limited);
            assertThat(wrong).hasValueGreaterThan(MANY / 2);
            assertThat(Carriers.all(threads::getAsInt)).anyMatch(found -> found != DEFAULT);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"jna", "ffm"})
    void manyThatBlockInsideACallSeeTheirOwnLimitAndNobodyElseDoes(String binding) {
        String gomp = DebianLibrary.LIBGOMP.path();
        jvm(CARRIERS).property("threadpoolctl.binding", binding).run(() -> {
            IntSupplier threads = NativeCode.load(gomp).intGetter("omp_get_max_threads");
            Threadpools pools = Threadpools.ofProcess();
            pools.refresh();
            Carriers carriers = new Carriers();
            AtomicInteger wrong = new AtomicInteger();
            AtomicInteger foreign = new AtomicInteger();
            List<Thread> all = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                int limit = 1 + i % LIMITS;
                all.add(Thread.startVirtualThread(() -> {
                    int seen = pools.<Integer, RuntimeException>call(Limits.openmp(limit), () -> {
                        int before = threads.getAsInt();
                        carriers.sleep();
                        return before == limit ? threads.getAsInt() : before;
                    });
                    wrong.addAndGet(seen == limit ? 0 : 1);
                    foreign.addAndGet(threads.getAsInt() == DEFAULT ? 0 : 1);
                }));
                all.add(Thread.startVirtualThread(() -> {
                    foreign.addAndGet(threads.getAsInt() == DEFAULT ? 0 : 1);
                    carriers.sleep();
                    foreign.addAndGet(threads.getAsInt() == DEFAULT ? 0 : 1);
                }));
            }
            carriers.wake(1, 2 * MANY);
            join(all);
            assertThat(wrong).hasValue(0);
            assertThat(foreign).hasValue(0);
            assertThat(Carriers.all(threads::getAsInt)).hasSize(CARRIERS).containsOnly(DEFAULT);
            assertThat(pools.snapshot().openScopes()).isZero();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"jna", "ffm"})
    void whatThePinnedBodyThrowsArrivesUnchangedAndTheCarrierIsClean(String binding) {
        String gomp = DebianLibrary.LIBGOMP.path();
        jvm(1).property("threadpoolctl.binding", binding).run(() -> {
            IntSupplier threads = NativeCode.load(gomp).intGetter("omp_get_max_threads");
            Threadpools pools = Threadpools.ofProcess();
            inVirtualThread(() -> {
                for (Throwable thrown : List.of(new IOException(), new IllegalStateException(), new AssertionError())) {
                    assertThatThrownBy(() -> pools.call(Limits.openmp(2), () -> {
                                assertThat(threads.getAsInt()).isEqualTo(2);
                                throw thrown;
                            }))
                            .isSameAs(thrown);
                    assertThat(threads.getAsInt()).isEqualTo(DEFAULT);
                }
                Thread.currentThread().interrupt();
                assertThatThrownBy(() ->
                                pools.call(Limits.openmp(2), () -> new CountDownLatch(1).await(1, TimeUnit.DAYS)))
                        .isInstanceOf(InterruptedException.class);
                assertThat(threads.getAsInt()).isEqualTo(DEFAULT);
            });
        });
    }

    @Test
    void callsInsideEachOtherGoBackStepByStep() {
        String gomp = DebianLibrary.LIBGOMP.path();
        jvm(1).run(() -> {
            IntSupplier threads = NativeCode.load(gomp).intGetter("omp_get_max_threads");
            Threadpools pools = Threadpools.ofProcess();
            inVirtualThread(() -> pools.run(Limits.openmp(4), () -> {
                pools.run(Limits.openmp(2), () -> assertThat(threads.getAsInt()).isEqualTo(2));
                assertThat(threads.getAsInt()).isEqualTo(4);
                try (LimitScope scope = pools.limit(Limits.openmp(3))) {
                    assertThat(threads.getAsInt()).isEqualTo(3);
                    assertThat(scope.original()).containsEntry(UserApi.OPENMP, 4);
                }
                assertThat(threads.getAsInt()).isEqualTo(4);
            }));
            assertThat(Carriers.all(threads::getAsInt)).containsOnly(DEFAULT);
        });
    }

    @Test
    void aCallInsideAnUnpinnedScopeDoesNotLeaveThatScopesLimitOnTheCarrier() {
        String gomp = DebianLibrary.LIBGOMP.path();
        jvm(1).run(() -> {
            IntSupplier threads = NativeCode.load(gomp).intGetter("omp_get_max_threads");
            Threadpools pools = Threadpools.ofProcess();
            inVirtualThread(() -> {
                try (LimitScope outer = pools.limit(Limits.openmp(4))) {
                    assertThat(outer).isNotNull();
                    assertThat(threads.getAsInt()).isEqualTo(DEFAULT);
                    pools.run(
                            Limits.openmp(2),
                            () -> assertThat(threads.getAsInt()).isEqualTo(2));
                    assertThat(threads.getAsInt()).isEqualTo(DEFAULT);
                }
            });
            assertThat(Carriers.all(threads::getAsInt)).containsOnly(DEFAULT);
        });
    }

    @Test
    void aScopeThatAPinnedBodyForgetsEndsWithTheCall() {
        String gomp = DebianLibrary.LIBGOMP.path();
        jvm(1).run(() -> {
            IntSupplier threads = NativeCode.load(gomp).intGetter("omp_get_max_threads");
            Threadpools pools = Threadpools.ofProcess();
            inVirtualThread(() -> {
                LimitScope forgotten = pools.call(Limits.openmp(4), () -> pools.limit(Limits.openmp(2)));
                assertThat(threads.getAsInt()).isEqualTo(DEFAULT);
                forgotten.close();
                assertThat(threads.getAsInt()).isEqualTo(DEFAULT);
            });
        });
    }

    @Test
    void limitLeavesLibrariesOfTheThreadAloneAndSaysSoOnce() {
        String gomp = DebianLibrary.LIBGOMP.path();
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        String output = jvm(1).run(() -> {
            IntSupplier openmp = NativeCode.load(gomp).intGetter("omp_get_max_threads");
            IntSupplier blas = NativeCode.load(openblas).intGetter("openblas_get_num_threads");
            Threadpools pools = Threadpools.ofProcess();
            int before = blas.getAsInt();
            assertThat(before).isGreaterThan(1);
            inVirtualThread(() -> {
                for (int i = 0; i < 2; i++) {
                    try (LimitScope scope = pools.limit(Limits.all(1))) {
                        assertThat(scope).isNotNull();
                        assertThat(openmp.getAsInt()).isEqualTo(DEFAULT);
                        assertThat(blas.getAsInt()).isEqualTo(1);
                        assertThat(pools.snapshot().pools())
                                .allSatisfy(pool -> assertThat(pool.honoured())
                                        .isEqualTo(pool.library().userApi().equals(UserApi.BLAS)));
                    }
                }
            });
            assertThat(blas.getAsInt()).isEqualTo(before);
            assertThat(pools.warnings())
                    .filteredOn(warning -> warning.kind() == Warning.Kind.VIRTUAL_THREAD)
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.message()).contains("call(...)", "libgomp"));
        });
        assertThat(output.split("A virtual thread opened a scope", -1)).hasSize(2);
    }

    @Test
    void rejectThrowsBeforeAnythingIsChanged() {
        String gomp = DebianLibrary.LIBGOMP.path();
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        jvm(1).run(() -> {
            IntSupplier openmp = NativeCode.load(gomp).intGetter("omp_get_max_threads");
            IntSupplier blas = NativeCode.load(openblas).intGetter("openblas_get_num_threads");
            int before = blas.getAsInt();
            Threadpools pools = Threadpools.ofProcess();
            pools.setVirtualThreadPolicy(VirtualThreadPolicy.REJECT);
            inVirtualThread(() -> {
                AtomicBoolean ran = new AtomicBoolean();
                assertThatThrownBy(() -> pools.run(Limits.all(1), () -> ran.set(true)))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("libgomp");
                assertThatThrownBy(() -> pools.limit(Limits.all(1))).isInstanceOf(IllegalStateException.class);
                assertThat(ran).isFalse();
                assertThat(openmp.getAsInt()).isEqualTo(DEFAULT);
                assertThat(blas.getAsInt()).isEqualTo(before);
                pools.run(Limits.blas(1), () -> assertThat(blas.getAsInt()).isEqualTo(1));
            });
            pools.run(Limits.all(1), () -> assertThat(openmp.getAsInt()).isEqualTo(1));
            assertThat(pools.snapshot().openScopes()).isZero();
        });
    }

    /** With one carrier, the two bodies can only meet if neither holds it. */
    @Test
    void offLeavesLibrariesOfTheThreadAloneAndHoldsNobody() {
        String gomp = DebianLibrary.LIBGOMP.path();
        jvm(1).run(() -> {
            IntSupplier threads = NativeCode.load(gomp).intGetter("omp_get_max_threads");
            Threadpools pools = Threadpools.ofProcess();
            pools.setVirtualThreadPolicy(VirtualThreadPolicy.OFF);
            meet(pools, Limits.openmp(1), () -> assertThat(threads.getAsInt()).isEqualTo(DEFAULT));
            assertThat(pools.warnings()).noneMatch(warning -> warning.kind() == Warning.Kind.VIRTUAL_THREAD);
        });
    }

    /** With one carrier, the two bodies can only meet if neither holds it. */
    @Test
    void librariesOfTheProcessHoldNobody() {
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        jvm(1).run(() -> {
            IntSupplier threads = NativeCode.load(openblas).intGetter("openblas_get_num_threads");
            Threadpools pools = Threadpools.ofProcess();
            meet(pools, Limits.all(1), () -> assertThat(threads.getAsInt()).isEqualTo(1));
        });
    }

    /** Shows that the two tests above can fail. */
    @Test
    void librariesOfTheThreadHoldTheCarrier() {
        String gomp = DebianLibrary.LIBGOMP.path();
        jvm(1).run(() -> {
            NativeCode.load(gomp);
            Threadpools pools = Threadpools.ofProcess();
            Carriers carriers = new Carriers();
            AtomicBoolean otherRan = new AtomicBoolean();
            AtomicBoolean otherRanMeanwhile = new AtomicBoolean();
            Thread holder = Thread.startVirtualThread(() -> pools.run(Limits.openmp(1), () -> {
                Thread other = Thread.startVirtualThread(() -> otherRan.set(true));
                assertThat(other.isVirtual()).isTrue();
                carriers.sleep();
                otherRanMeanwhile.set(otherRan.get());
            }));
            carriers.wake(1, 1);
            join(List.of(holder));
            assertThat(otherRanMeanwhile).isFalse();
        });
    }

    @Test
    void bodiesThatHoldAllCarriersAndWaitAreNamed() {
        String gomp = DebianLibrary.LIBGOMP.path();
        jvm(2).run(() -> {
            NativeCode.load(gomp);
            Threadpools pools = Threadpools.ofProcess();
            pools.refresh();
            CountDownLatch over = new CountDownLatch(1);
            try (Registration watching = pools.watch(Duration.ofMillis(50))) {
                assertThat(watching).isNotNull();
                List<Thread> held = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    held.add(Thread.startVirtualThread(() -> pools.run(Limits.openmp(1), () -> waitForOthers(over))));
                }
                while (pools.warnings().stream().noneMatch(warning -> warning.kind() == Warning.Kind.CARRIERS_HELD)) {
                    Thread.onSpinWait();
                }
                assertThat(pools.snapshot().pins().now()).isEqualTo(2);
                over.countDown();
                join(held);
            }
            assertThat(pools.warnings())
                    .filteredOn(warning -> warning.kind() == Warning.Kind.CARRIERS_HELD)
                    .singleElement()
                    .satisfies(warning ->
                            assertThat(warning.message()).contains("VirtualThreadTests", "virtual-threads-pins"));
            assertThat(pools.snapshot().pins().now()).isZero();
            assertThat(pools.snapshot().pins().most()).isEqualTo(2);
        });
    }

    private static void waitForOthers(CountDownLatch over) {
        try {
            over.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** With two carriers and one pin, two bodies can meet: the second runs without being held. */
    @Test
    void beyondTheBoundABodyRunsWithoutBeingHeldAndItsThreadsValueIsLeftAlone() {
        String gomp = DebianLibrary.LIBGOMP.path();
        jvm(2).run(() -> {
            IntSupplier threads = NativeCode.load(gomp).intGetter("omp_get_max_threads");
            Threadpools pools = Threadpools.ofProcess();
            Registration bound = pools.boundPins(1);
            CountDownLatch both = new CountDownLatch(2);
            List<Integer> seen = new CopyOnWriteArrayList<>();
            List<Thread> all = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                all.add(Thread.startVirtualThread(() -> pools.run(Limits.openmp(1), () -> {
                    both.countDown();
                    waitForOthers(both);
                    seen.add(threads.getAsInt());
                })));
            }
            join(all);
            assertThat(seen).containsExactlyInAnyOrder(1, DEFAULT);
            assertThat(pools.snapshot().pins().refused()).isEqualTo(1);
            assertThat(pools.snapshot().pools().get(0).notHonoured()).isPositive();
            bound.close();
        });
    }

    /** As where memory may not be made executable. */
    @Test
    void whereNativeCodeCannotCallBackABodyRunsWithoutBeingHeldAndOneWarningSaysSo() {
        String gomp = DebianLibrary.LIBGOMP.path();
        Path none = BrokenClass.compile(
                "io.threadpoolctl.internal.binding.FfiUpcall",
                "upcall.run(",
                "if (true) throw new UnsatisfiedLinkError(); upcall.run(");
        Path neither = BrokenClass.compile(
                "io.threadpoolctl.internal.binding.JnaUpcall",
                "this.callback =",
                "if (true) throw new UnsatisfiedLinkError(); this.callback =");
        jvm(1).withClassPath(none)
                .withClassPath(neither)
                .property("threadpoolctl.binding", "jna")
                .run(() -> {
                    IntSupplier threads = NativeCode.load(gomp).intGetter("omp_get_max_threads");
                    Threadpools pools = Threadpools.ofProcess();
                    for (int i = 0; i < 2; i++) {
                        inVirtualThread(() -> assertThat((int) pools.call(Limits.openmp(1), threads::getAsInt))
                                .isEqualTo(DEFAULT));
                    }
                    assertThat(pools.snapshot().pins().refused()).isEqualTo(2);
                    assertThat(pools.snapshot().warnings())
                            .filteredOn(warning -> warning.kind() == Warning.Kind.VIRTUAL_THREAD)
                            .extracting(Warning::message)
                            .singleElement()
                            .asString()
                            .contains("cannot call back into Java", "Use platform threads");
                });
    }

    private static void meet(Threadpools pools, Limits limits, Runnable check) throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> met = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                met.add(executor.submit(() -> pools.call(limits, () -> {
                    both.countDown();
                    boolean arrived = both.await(20, TimeUnit.SECONDS);
                    check.run();
                    return arrived;
                })));
            }
            for (Future<Boolean> arrived : met) {
                assertThat(arrived.get()).isTrue();
            }
        }
    }

    private interface Body {
        void run() throws Throwable;
    }

    private static void inVirtualThread(Body body) throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            executor.submit(() -> {
                        try {
                            body.run();
                            return true;
                        } catch (Exception | Error e) {
                            throw e;
                        } catch (Throwable e) {
                            throw new AssertionError(e);
                        }
                    })
                    .get();
        }
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static NativeJvm jvm(int carriers) {
        return NativeJvm.plain()
                .environment("OMP_NUM_THREADS", Integer.toString(DEFAULT))
                .property(Carriers.PARALLELISM, Integer.toString(carriers))
                .property("jdk.virtualThreadScheduler.maxPoolSize", Integer.toString(carriers));
    }
}
