package io.threadpoolctl.demo;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Lets no more files be decoded or encoded at once than there are processors. */
@Component
final class CodecSlots {

    private final Semaphore slots;
    private final Duration patience;

    @Autowired
    CodecSlots() {
        this(Runtime.getRuntime().availableProcessors(), Duration.ofSeconds(30));
    }

    CodecSlots(int count, Duration patience) {
        this.slots = new Semaphore(count, true);
        this.patience = patience;
    }

    int waiting() {
        return slots.getQueueLength();
    }

    <T> T use(Supplier<T> work) {
        if (!acquire()) {
            throw Refusal.busy(patience);
        }
        try {
            return work.get();
        } finally {
            slots.release();
        }
    }

    private boolean acquire() {
        try {
            return slots.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
