package io.threadpoolctl.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.TestThreadpools;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.internal.product.Catalogue;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.ThreadControl;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A library that does not come back from a call holds up nobody who has to do with another one; so for one that lies. */
@Timeout(60)
class SlowLibraryTests {

    private static final int BASELINE = 8;
    private static final long FOR_EVER = Long.MAX_VALUE / 4;

    private final CountDownLatch over = new CountDownLatch(1);
    private final FakeSource source = new FakeSource();
    private final Ledger ledger = new Ledger(source, new Warnings(), ConcurrentHashMap::new, FOR_EVER, FOR_EVER);
    private final Threadpools pools = TestThreadpools.over(ledger);
    private final FakeProcessControl other = new FakeProcessControl(BASELINE);
    private final Blocking slow = new Blocking();
    private @Nullable Thread stuck;

    /** Does not come back from one of its methods until the test is over. */
    private final class Blocking extends FakeProcessControl {

        final CountDownLatch begun = new CountDownLatch(1);
        private volatile String where = "";

        Blocking() {
            super(BASELINE);
        }

        private void at(String method) {
            if (where.equals(method)) {
                begun.countDown();
                await(over);
            }
        }

        @Override
        public Integer threads() {
            at("getter");
            return super.threads();
        }

        @Override
        public long limit(int threads) {
            at("setter");
            return super.limit(threads);
        }

        @Override
        public void restore(long replaced) {
            at("restore");
            super.restore(replaced);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void letGo() throws Exception {
        over.countDown();
        Thread thread = stuck;
        if (thread != null) {
            thread.join();
        }
        assertThat(slow.value).hasValue(BASELINE);
        assertThat(other.value).hasValue(BASELINE);
    }

    private void loadOther() {
        source.load("fakeblas", UserApi.BLAS, other);
    }

    private void loadSlow() {
        source.load("slow", UserApi.OPENMP, slow);
    }

    private void block(String where, Runnable action) {
        slow.where = where;
        stuck = new Thread(action);
        stuck.start();
        await(slow.begun);
    }

    private void callOther() {
        pools.run(Limits.of("libfakeblas", 1), () -> {
            assertThat(other.value).hasValue(1);
            pools.run(Limits.of("libfakeblas", 1), () -> {});
        });
        assertThat(other.value).hasValue(BASELINE);
        try (LimitScope scope = pools.limit(Limits.of("libfakeblas", 2))) {
            assertThat(scope.original()).isNotEmpty();
            assertThat(other.value).hasValue(2);
        }
    }

    @Test
    void aGetterThatDoesNotComeBackHoldsUpWhoAskedForIt() {
        loadOther();
        loadSlow();
        pools.refresh();
        block("getter", pools::info);
        callOther();
    }

    @ParameterizedTest
    @ValueSource(strings = {"setter", "restore"})
    void aSetterThatDoesNotComeBackHoldsUpWhoLimitsItsLibrary(String setter) {
        loadOther();
        loadSlow();
        pools.refresh();
        block(setter, () -> pools.run(Limits.of("libslow", 1), () -> {}));
        callOther();
    }

    @Test
    void aGetterThatDoesNotComeBackWhenItsLibraryIsFoundHoldsUpNobody() {
        loadOther();
        pools.refresh();
        loadSlow();
        block("getter", pools::refresh);
        callOther();
    }

    @Test
    void aSetterThatDoesNotComeBackWhenItsLibraryJoinsAScopeHoldsUpNobodyElse() {
        loadOther();
        pools.refresh();
        block(
                "setter",
                () -> pools.run(Limits.openmp(1), () -> {
                    loadSlow();
                    pools.refresh();
                }));
        callOther();
    }

    @Test
    void aFamilyThatDoesNotComeBackCostsNobodyElseHisPatience() {
        Catalogue catalogue = new Catalogue(problem -> {});
        CatalogueSource libraries = new CatalogueSource(catalogue);
        Threadpools patient =
                TestThreadpools.over(new Ledger(libraries, new Warnings(), ConcurrentHashMap::new, FOR_EVER, FOR_EVER));
        CountDownLatch begun = new CountDownLatch(1);
        patient.register(new Family("fakeblas", () -> other));
        libraries.load("/opt/libfakeblas.so");
        patient.refresh();
        patient.register(new Family("slow", () -> {
            begun.countDown();
            await(over);
            return slow;
        }));
        libraries.load("/opt/libslow.so");
        stuck = new Thread(patient::refresh);
        stuck.start();
        await(begun);
        for (int i = 0; i < 2; i++) {
            patient.run(Limits.blas(1), () -> assertThat(other.value).hasValue(1));
            assertThat(patient.info()).extracting(LibraryInfo::prefix).containsExactly("libfakeblas");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void aGetterThatLiesSpoilsNothing(int lie) {
        FakeProcessControl lying = new FakeProcessControl(BASELINE) {
            @Override
            public Integer threads() {
                return lie;
            }

            @Override
            public @Nullable Integer threadsOf(long replaced) {
                return lie;
            }
        };
        source.load("lying", UserApi.BLAS, lying);
        loadOther();
        pools.run(Limits.blas(1), () -> {
            assertThat(lying.value).hasValue(1);
            assertThat(other.value).hasValue(1);
            pools.run(Limits.blas(1), () -> assertThat(lying.value).hasValue(1));
            ledger.checkValues();
            assertThat(pools.snapshot().pools()).hasSize(2);
        });
        assertThat(lying.value).hasValue(BASELINE);
        assertThat(pools.info())
                .filteredOn(library -> library.prefix().equals("liblying"))
                .extracting(LibraryInfo::numThreads)
                .containsExactly(lie < 1 ? null : Integer.valueOf(lie));
    }

    /** A family of the user's with one library. */
    private record Family(String internalApi, java.util.function.Supplier<ThreadControl> control)
            implements LibraryFamily {

        @Override
        public UserApi userApi() {
            return UserApi.BLAS;
        }

        @Override
        public List<String> prefixes() {
            return List.of("lib" + internalApi);
        }

        @Override
        public @Nullable ThreadControl recognise(LoadedLibrary library) {
            return library.fileName().equals("lib" + internalApi + ".so") ? control.get() : null;
        }
    }
}
