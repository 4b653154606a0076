package io.threadpoolctl.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.Warning;
import io.threadpoolctl.natives.NativeJvm;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The first use of all may be where a stack ends. */
@Timeout(120)
class FirstUseOfLedgerTests {

    private static final int STACK = 512 * 1024;
    private static final int STEP = 5;
    private static final int MOST_SPARE = 400;

    @Test
    void afterAStackThatEndedMeanwhileTheNextUseSucceeds() {
        NativeJvm.plain().run(() -> {
            AtomicInteger failures = new AtomicInteger();
            AtomicBoolean succeeded = new AtomicBoolean();
            for (int spare = 0; !succeeded.get(); spare += STEP) {
                runAtTheEndOfAStack(spare, failures, () -> {
                    Threadpools.ofProcess();
                    succeeded.set(true);
                });
            }
            assertThat(failures).hasPositiveValue();
            assertThat(Threadpools.ofProcess().info()).isNotNull();
            Threadpools.ofProcess().limit(Limits.all(1)).close();
            assertThat(Threadpools.ofProcess().snapshot().openScopes()).isZero();
        });
    }

    @Test
    void afterLooksThatTheEndOfAStackBrokeOffTheNextSeesWhatIsLoaded() {
        NativeJvm.plain().run(() -> {
            FirstUse.prepare();
            FakeSource source = new FakeSource();
            FakeProcessControl blas = new FakeProcessControl(8);
            source.load("fakeblas", UserApi.BLAS, blas);
            Threadpools pools = source.pools();
            AtomicInteger failures = new AtomicInteger();
            for (int spare = 0; spare < MOST_SPARE; spare++) {
                runAtTheEndOfAStack(spare, failures, pools::refresh);
            }
            assertThat(failures).hasPositiveValue();
            pools.refresh();
            pools.run(Limits.blas(1), () -> assertThat(blas.value).hasValue(1));
            assertThat(pools.warnings()).extracting(Warning::kind).doesNotContain(Warning.Kind.NOT_EXAMINED);
        });
    }

    private static void runAtTheEndOfAStack(int spare, AtomicInteger failures, Runnable action)
            throws InterruptedException {
        AtomicReference<Throwable> other = new AtomicReference<>();
        Runnable counting = () -> {
            try {
                action.run();
            } catch (StackOverflowError e) {
                failures.incrementAndGet();
            }
        };
        Thread deep = new Thread(null, () -> atTheEndOfTheStack(spare, counting), "deep", STACK);
        deep.setUncaughtExceptionHandler((thread, failure) -> other.set(failure));
        deep.start();
        deep.join();
        assertThat(other).hasNullValue();
    }

    /** Goes down until the stack is full, comes back up by some calls, and does it there. */
    @SuppressWarnings("InfiniteRecursion") // until the stack is full
    private static int atTheEndOfTheStack(int spare, Runnable action) {
        int above;
        try {
            above = atTheEndOfTheStack(spare, action);
        } catch (StackOverflowError e) {
            above = 0;
        }
        if (above == spare) {
            action.run();
        }
        return above + 1;
    }
}
