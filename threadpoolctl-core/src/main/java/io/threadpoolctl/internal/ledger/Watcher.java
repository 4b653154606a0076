package io.threadpoolctl.internal.ledger;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that does what must not wait until somebody enters a scope, for as long as somebody wants it.
 *
 * <p>While scopes are open it looks every few milliseconds whether other code has set a value of the process. Less often, it
 * looks for libraries, closes what was forgotten, gives up what dead threads held and asks how many processors there are.
 * While nothing is held it sleeps without a timer, and the first entry wakes it; a library that is let go once the garbage
 * collector has been there is looked after every ten seconds.
 */
final class Watcher {

    private static final String NAME = "threadpoolctl-watcher";
    private static final long OFTEN_NANOS = 10_000_000;
    private static final long SELDOM_NANOS = 10_000_000_000L;
    private static final int IDLE_ROUNDS_BEFORE_SLEEP = 20;

    private final Ledger ledger;
    private final List<Wish> wishes = new CopyOnWriteArrayList<>();
    private volatile @Nullable Thread thread;
    private volatile boolean asleep;
    private volatile long periodNanos;

    Watcher(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Watches from now on; of several periods the shortest counts.
     *
     * @return what ends it, once nobody wants it any more
     * @throws OutOfMemoryError if no thread can be had
     */
    Runnable watch(Duration period) {
        Wish wish = new Wish(period.toNanos());
        synchronized (this) {
            wishes.add(wish);
            decide();
        }
        return () -> {
            synchronized (this) {
                wishes.removeIf(each -> each == wish);
                decide();
            }
        };
    }

    private void decide() {
        periodNanos = wishes.stream().mapToLong(Wish::nanos).min().orElse(0);
        Thread running = thread;
        if (wishes.isEmpty()) {
            thread = null;
            LockSupport.unpark(running);
        } else if (running == null) {
            Thread starting = new Thread(this::run, NAME);
            starting.setDaemon(true);
            starting.setContextClassLoader(null);
            thread = starting;
            try {
                starting.start();
            } catch (Error e) {
                thread = null;
                wishes.clear();
                throw e;
            }
        } else {
            LockSupport.unpark(running);
        }
    }

    boolean isRunning() {
        return thread != null;
    }

    /** To be called whenever a scope is opened or something comes to be held; costs a read unless the watcher sleeps. */
    void wakeIfAsleep() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        long lastLook = System.nanoTime() - periodNanos;
        int idle = 0;
        while (thread == Thread.currentThread()) {
            boolean held = false;
            try {
                held = ledger.isHeld();
                if (held) {
                    ledger.checkValues();
                }
                if (System.nanoTime() - lastLook >= periodNanos) {
                    lastLook = System.nanoTime();
                    ledger.tidy();
                    idle = held || ledger.isConfigured() || ledger.mayGiveBack() ? 0 : idle + 1;
                }
            } catch (RuntimeException | Error e) {
                lastLook = System.nanoTime(); // whatever it was, the next round tries again
            }
            nap(held, idle);
        }
    }

    private void nap(boolean held, int idle) {
        if (idle > IDLE_ROUNDS_BEFORE_SLEEP) {
            asleep = true;
            while (asleep && !ledger.isHeld() && thread == Thread.currentThread()) {
                if (ledger.mayLetGo()) {
                    LockSupport.parkNanos(this, SELDOM_NANOS);
                    break;
                }
                LockSupport.park(this);
            }
            asleep = false;
        } else {
            LockSupport.parkNanos(this, held ? Math.min(OFTEN_NANOS, periodNanos) : periodNanos);
        }
    }

    /** Somebody's wish for it; equal to nothing but itself. */
    private static final class Wish {

        private final long nanos;

        private Wish(long nanos) {
            this.nanos = nanos;
        }

        private long nanos() {
            return nanos;
        }
    }
}
