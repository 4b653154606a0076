package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CodecSlotsTests {

    private final CountDownLatch mayLeave = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        mayLeave.countDown();
    }

    @Test
    void oneMoreWaitsUntilAnotherHasLeft() throws Exception {
        CodecSlots slots = new CodecSlots(1, Duration.ofSeconds(60));
        occupy(slots);
        CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> slots.use(() -> "done"));
        while (slots.waiting() == 0) {
            Thread.onSpinWait();
        }
        assertThat(second).isNotDone();
        mayLeave.countDown();
        assertThat(second.get()).isEqualTo("done");
    }

    @Test
    void whoWaitsTooLongIsToldToTryAgain() throws Exception {
        CodecSlots slots = new CodecSlots(1, Duration.ZERO);
        occupy(slots);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> slots.use(() -> "done"))
                .satisfies(refusal -> {
                    assertThat(refusal.getStatusCode().value()).isEqualTo(503);
                    assertThat(refusal.getBody().getDetail()).contains("Try again later");
                });
    }

    @Test
    void workThatFailsLeavesItsSlot() {
        CodecSlots slots = new CodecSlots(1, Duration.ZERO);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> slots.use(() -> {
                    throw new IllegalStateException("broken");
                }));
        assertThat(slots.<String>use(() -> "done")).isEqualTo("done");
    }

    @Test
    void whoIsInterruptedWhileWaitingStaysInterrupted() throws Exception {
        CodecSlots slots = new CodecSlots(1, Duration.ofSeconds(60));
        occupy(slots);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> slots.use(() -> "done"));
        assertThat(Thread.interrupted()).isTrue();
    }

    private void occupy(CodecSlots slots) throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        new Thread(() -> slots.use(() -> {
                    inside.countDown();
                    try {
                        mayLeave.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return "left";
                }))
                .start();
        inside.await();
    }
}
