package io.threadpoolctl.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.Warning;
import io.threadpoolctl.internal.product.FakeFamily;
import io.threadpoolctl.natives.BrokenClass;
import io.threadpoolctl.natives.NativeJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thread that comes and goes by its shortcut, while another closes its scopes, too, and a third holds the value. */
@Timeout(120)
class ShortcutTests {

    private static final int BASELINE = 8;
    private static final int TIMES = 300_000;

    @Test
    void whatTwoThreadsCloseAtOnceIsCountedOutOnce() throws InterruptedException {
        everythingIsCountedOnce();
    }

    /** Shows that the test above can fail. */
    @Test
    void aVisitorWhoDoesNotWaitIsFoundOut() {
        Path broken = BrokenClass.compile(Shortcut.class.getName(), "while (busy)", "while (busy && visits < 0)");
        NativeJvm.Outcome outcome = NativeJvm.plain().withClassPath(broken).outcome(() -> {
            for (int i = 0; i < 20; i++) {
                everythingIsCountedOnce();
            }
        });
        assertThat(outcome.exitCode()).as(outcome.output()).isOne();
        assertThat(outcome.output()).contains("AssertionFailedError");
    }

    private static void everythingIsCountedOnce() throws InterruptedException {
        Warnings warnings = new Warnings();
        warnings.add(Warning.Kind.CLOSED_ELSEWHERE, null, "not said");
        Ledger ledger = new Ledger(new FakeSource(), warnings);
        FakeProcessControl value = new FakeProcessControl(BASELINE);
        ledger.adopt(List.of(FakeFamily.library("fake", UserApi.BLAS, value)));
        LimitScope holder = ledger.open(ledger.everything(), Limits.all(1));
        AtomicReference<LimitScope> newest = new AtomicReference<>();
        AtomicBoolean over = new AtomicBoolean();
        Thread closing = new Thread(() -> {
            while (!over.get()) {
                LimitScope scope = newest.get();
                if (scope != null) {
                    scope.close();
                }
            }
        });
        closing.start();
        Thread coming = new Thread(() -> {
            for (int i = 0; i < TIMES; i++) {
                LimitScope scope = ledger.open(ledger.everything(), Limits.all(1));
                newest.set(scope);
                scope.close();
            }
            over.set(true);
            LimitScope last = ledger.open(ledger.everything(), Limits.all(1));
            holder.close();
            assertThat(value.threads()).as("while the last one is open").isEqualTo(1);
            last.close();
        });
        AtomicReference<Throwable> failure = new AtomicReference<>();
        coming.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        coming.start();
        coming.join();
        over.set(true);
        closing.join();
        assertThat(failure.get()).isNull();
        assertThat(value.threads()).as("when all are closed").isEqualTo(BASELINE);
    }
}
