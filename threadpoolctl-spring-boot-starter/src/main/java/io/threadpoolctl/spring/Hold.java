package io.threadpoolctl.spring;

import io.threadpoolctl.LimitScope;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Limits that are held for one result. Whoever waits for the result's end is the only one who refers to this strongly, so that
 * a result that is dropped gives them back.
 */
final class Hold {

    /** Where nothing could be held. */
    static final Hold OF_NOTHING = new Hold(null);

    private final @Nullable LimitScope scope;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Future<?> timer;

    Hold(@Nullable LimitScope scope) {
        this.scope = scope;
    }

    /** @param timer what ends this some time, and is not needed once it has ended */
    void timer(Future<?> timer) {
        this.timer = timer;
    }

    void end() {
        if (endIfOpen()) {
            Future<?> running = timer;
            if (running != null) {
                running.cancel(false);
            }
        }
    }

    /** Whether it was still held. */
    boolean endIfOpen() {
        if (scope == null || !ended.compareAndSet(false, true)) {
            return false;
        }
        scope.close();
        return true;
    }
}
