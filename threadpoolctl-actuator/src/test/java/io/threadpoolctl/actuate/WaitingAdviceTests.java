package io.threadpoolctl.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.PinInfo;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Reach;
import io.threadpoolctl.ThreadpoolsSnapshot;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.actuate.measured.Measured;
import io.threadpoolctl.actuate.measured.ProcessorUse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaitingAdviceTests {

    @Test
    void whatWasMeasuredIsToldWithItsNumbers() {
        assertThat(advice(8, 12, use(0.71, 3.0)))
                .isEqualTo(
                        "8 threads of libopenblas on 2 processors, 12 callers at once, 71 % of the time waiting for a"
                                + " processor");
        assertThat(advice(8, 1, use(0.71, 3.0))).contains("1 caller, ");
    }

    @Test
    void whatCannotBeWhyIsNotToldOf() {
        assertThat(advice(8, 12, null)).as("not measured yet").isNull();
        assertThat(advice(1, 12, use(0.71, 3.0))).as("one thread").isNull();
        assertThat(advice(8, 0, use(0.71, 3.0))).as("nobody calls it").isNull();
        assertThat(advice(2, 1, use(0.71, 3.0))).as("no more than processors").isNull();
        assertThat(advice(8, 12, use(0.1, 3.0))).as("little waiting").isNull();
        assertThat(advice(8, 12, use(0.71, 0.0))).as("its threads do not run").isNull();
        assertThat(advice(null, 12, use(0.71, 3.0))).as("asleep").isNull();
    }

    @Test
    void whereNativeThreadsCannotBeToldApartTheRestCounts() {
        assertThat(advice(8, 12, use(0.71, null))).isNotNull();
    }

    @Test
    void oneCallerNeedsTheProcessorsAndSeveralNeedOneEach() {
        assertThat(new WaitingAdvice(null, () -> 1).numberThatMends()).isEqualTo("auto");
        assertThat(new WaitingAdvice(null, () -> 2).numberThatMends()).isEqualTo("1");
    }

    @Test
    void stacksAreLookedAtOnlyIfThreadsWaitAndOnlyOnce() {
        AtomicInteger looks = new AtomicInteger();
        WaitingAdvice calm = new WaitingAdvice(measured(use(0.1, 3.0)), looks::incrementAndGet);
        assertThat(calm.about(pool(8), snapshot())).isNull();
        assertThat(looks).hasValue(0);
        WaitingAdvice busy = new WaitingAdvice(measured(use(0.9, 3.0)), looks::incrementAndGet);
        assertThat(busy.about(pool(8), snapshot())).isNotNull();
        assertThat(busy.about(pool(9), snapshot())).isNotNull();
        assertThat(looks).hasValue(1);
    }

    private static @Nullable String advice(@Nullable Integer threads, int callers, @Nullable ProcessorUse lately) {
        return new WaitingAdvice(measured(lately), () -> callers).about(pool(threads), snapshot());
    }

    private static Measured measured(@Nullable ProcessorUse lately) {
        return new Measured(use(0.5, 1.0), lately);
    }

    private static ProcessorUse use(double waitingShare, @Nullable Double nativeRunning) {
        return new ProcessorUse(10, 4, 6, waitingShare, nativeRunning, null, null, null);
    }

    private static ThreadpoolsSnapshot snapshot() {
        return new ThreadpoolsSnapshot(2, 2, List.of(), 0, 0, List.of(), new PinInfo(0, 0, 0), List.of());
    }

    private static PoolState pool(@Nullable Integer threads) {
        LibraryInfo library = new LibraryInfo(
                UserApi.BLAS,
                "openblas",
                "libopenblas",
                "/lib/libopenblas.so",
                null,
                threads,
                null,
                null,
                Reach.PROCESS,
                Map.of());
        return new PoolState(library, threads, 0, true, null, 0, 0, 0);
    }
}
