package io.threadpoolctl.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Reach;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SelectionTests {

    private static final int BASELINE = 8;

    private final FakeProcessControl blas = new FakeProcessControl(BASELINE);
    private final FakeThreadControl openmp = new FakeThreadControl(BASELINE);
    private final FakeSource source = new FakeSource();
    private final Threadpools pools = source.pools();

    SelectionTests() {
        source.load("fakeblas", UserApi.BLAS, blas);
        source.load("fakeomp", UserApi.OPENMP, openmp);
        pools.refresh();
    }

    @Test
    void librariesAreSelectedByEachOfTheirNames() {
        assertThat(pools.select(UserApi.BLAS).info())
                .extracting(LibraryInfo::internalApi)
                .containsExactly("fakeblas");
        for (String name : new String[] {"blas", "fakeblas", "libfakeblas", "/fake/libfakeblas.so"}) {
            assertThat(pools.select(name).info())
                    .as(name)
                    .extracting(LibraryInfo::internalApi)
                    .containsExactly("fakeblas");
        }
    }

    @Test
    void severalNamesSelectEverythingThatHasOneOfThem() {
        assertThat(pools.select("blas", "libfakeomp").info()).hasSize(2);
        assertThat(pools.select("blas", "fakeblas").info()).hasSize(1);
        assertThat(pools.select("blas", "blas").info()).hasSize(1);
    }

    @Test
    void noNameSelectsNothing() {
        assertThat(pools.select().info()).isEmpty();
    }

    @Test
    void aSelectionOfASelectionIsBoth() {
        assertThat(pools.select(UserApi.BLAS).select("openmp").info()).isEmpty();
        assertThat(pools.select(info -> info.reach() == Reach.PROCESS)
                        .select("blas")
                        .info())
                .hasSize(1);
    }

    @Test
    void anUnknownNameIsRefusedWithTheNearestAndTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pools.select("blas", "opnemp"))
                .withMessageContaining("\"opnemp\"")
                .withMessageContaining("did you mean \"openmp\"?")
                .withMessageContaining("blas, fakeblas");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pools.select("tensorflow"))
                .withMessageContaining("\"tensorflow\". Known are");
    }

    @Test
    void aKnownNameMaySelectWhatIsNotThereYet() {
        Threadpools later = pools.select("openmp");
        FakeProcessControl late = new FakeProcessControl(BASELINE);
        source.load("latecomer", UserApi.OPENMP, late);
        later.run(Limits.all(1), () -> {
            assertThat(late.threads()).isEqualTo(1);
            assertThat(openmp.threads()).isEqualTo(1);
            assertThat(blas.threads()).isEqualTo(BASELINE);
        });
        assertThat(late.threads()).isEqualTo(BASELINE);
    }

    @Test
    void aPathSelectsWhatIsLoadedFromThereLater() {
        Threadpools later = pools.select("/fake/liblatecomer.so");
        assertThat(later.info()).isEmpty();
        source.load("latecomer", UserApi.BLAS, new FakeProcessControl(BASELINE));
        assertThat(later.info()).hasSize(1);
    }

    @Test
    void aSnapshotShowsTheSelectionOnly() {
        assertThat(pools.select("fakeomp").snapshot().pools())
                .singleElement()
                .satisfies(pool -> assertThat(pool.library().internalApi()).isEqualTo("fakeomp"));
    }

    @Test
    void limitsOnSomethingOutsideTheSelectionDoNothing() {
        pools.select("openmp").run(Limits.blas(1).and(Limits.openmp(2)), () -> {
            assertThat(blas.threads()).isEqualTo(BASELINE);
            assertThat(openmp.threads()).isEqualTo(2);
        });
    }
}
