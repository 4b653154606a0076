package io.threadpoolctl.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.natives.NativeJvm;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The first use of all may be where a stack ends. */
@Timeout(120)
class FirstUseOfLedgerTests {

    private static final int STACK = 512 * 1024;
    private static final int STEP = 5;

    @Test
    void afterAStackThatEndedMeanwhileTheNextUseSucceeds() {
        NativeJvm.plain().run(() -> {
            AtomicInteger failures = new AtomicInteger();
            AtomicBoolean succeeded = new AtomicBoolean();
            for (int spare = 0; !succeeded.get(); spare += STEP) {
                int calls = spare;
                Thread deep = new Thread(null, () -> atTheEndOfTheStack(calls, failures, succeeded), "deep", STACK);
                deep.start();
                deep.join();
            }
            assertThat(failures).hasPositiveValue();
            assertThat(Threadpools.ofProcess().info()).isNotNull();
            Threadpools.ofProcess().limit(Limits.all(1)).close();
            assertThat(Threadpools.ofProcess().snapshot().openScopes()).isZero();
        });
    }

    /** Goes down until the stack is full, comes back up by some calls, and does it there. */
    @SuppressWarnings("InfiniteRecursion") // until the stack is full
    private static int atTheEndOfTheStack(int spare, AtomicInteger failures, AtomicBoolean succeeded) {
        int above;
        try {
            above = atTheEndOfTheStack(spare, failures, succeeded);
        } catch (StackOverflowError e) {
            above = 0;
        }
        if (above == spare) {
            try {
                Threadpools.ofProcess();
                succeeded.set(true);
            } catch (StackOverflowError e) {
                failures.incrementAndGet();
            }
        }
        return above + 1;
    }
}
