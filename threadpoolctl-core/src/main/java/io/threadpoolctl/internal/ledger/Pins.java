package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The bodies that hold their virtual thread on its carrier at present: how many there are and may be, and whether they hold
 * all carriers while they wait, so that nothing on virtual threads can go on.
 */
final class Pins {

    /** Stands for as many as come. */
    static final int NO_BOUND = Integer.MAX_VALUE;

    private static final long STARVED_AFTER_NANOS = 1_000_000_000;

    private final Warnings warnings;
    private final Map<Thread, Long> waitingSince = new ConcurrentHashMap<>(); // used by the watcher alone
    private final Set<Thread> pinned = ConcurrentHashMap.newKeySet();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final LongAdder refused = new LongAdder();
    private final List<Bound> bounds = new CopyOnWriteArrayList<>();
    private volatile int bound = NO_BOUND;

    Pins(Warnings warnings) {
        this.warnings = warnings;
    }

    /** Whether the calling thread may be held now. If so, {@link #leave} must follow. */
    boolean enter() {
        int others = now.getAndIncrement();
        if (others >= bound) {
            now.getAndDecrement();
            refuse();
            return false;
        }
        most.accumulateAndGet(others + 1, Math::max);
        pinned.add(Thread.currentThread());
        return true;
    }

    /** Counts a body that runs without being held. */
    void refuse() {
        refused.increment();
    }

    void leave() {
        pinned.remove(Thread.currentThread());
        now.getAndDecrement();
    }

    /** How many there are. */
    int now() {
        return now.get();
    }

    /** How many there were at most at one time. */
    int most() {
        return most.get();
    }

    /** How many bodies ran without being held, since there were too many or it was not possible. */
    long refused() {
        return refused.sum();
    }

    /**
     * Bounds how many there may be; of several bounds the smallest counts.
     *
     * @return what takes it back
     */
    Runnable bound(int wanted) {
        Bound request = new Bound(wanted);
        bounds.add(request);
        decide();
        return () -> {
            bounds.removeIf(each -> each == request);
            decide();
        };
    }

    private synchronized void decide() {
        bound = bounds.stream().mapToInt(Bound::most).min().orElse(NO_BOUND);
    }

    /**
     * Warns once if all carriers have been held for more than a second by bodies that wait. To be called now and then by
     * one platform thread.
     *
     * @param carriers how many carriers there are
     */
    void warnIfStarved(int carriers, long nanoTime) {
        List<Thread> waiting = new ArrayList<>();
        for (Thread thread : pinned) {
            if (waits(thread)) {
                long since = waitingSince.computeIfAbsent(thread, each -> nanoTime);
                if (nanoTime - since > STARVED_AFTER_NANOS) {
                    waiting.add(thread);
                }
            } else {
                waitingSince.remove(thread);
            }
        }
        waitingSince.keySet().retainAll(pinned);
        if (waiting.size() >= carriers && !warnings.has(Warning.Kind.CARRIERS_HELD, null)) {
            warnings.add(
                    Warning.Kind.CARRIERS_HELD,
                    null,
                    "All " + carriers + " carriers of virtual threads are held by limited calls that wait: "
                            + String.join(", ", places(waiting)) + ". No other virtual thread can run meanwhile. Wait"
                            + " outside the limited method, bound how many calls are held at once"
                            + " (threadpoolctl.virtual-threads-pins), or have more carriers"
                            + " (-Djdk.virtualThreadScheduler.parallelism).");
        }
    }

    private static boolean waits(Thread thread) {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING, BLOCKED -> true;
            default -> false;
        };
    }

    private static Set<String> places(List<Thread> threads) {
        Set<String> places = new TreeSet<>();
        for (Thread thread : threads) {
            places.add(Place.ofLimitedCall(thread.getStackTrace()));
        }
        return places;
    }

    /** A bound that somebody asked for; equal to nothing but itself. */
    private static final class Bound {

        private final int most;

        private Bound(int most) {
            this.most = most;
        }

        private int most() {
            return most;
        }
    }
}
