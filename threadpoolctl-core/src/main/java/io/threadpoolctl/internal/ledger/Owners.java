package io.threadpoolctl.internal.ledger;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * All owners that may have open scopes, by their threads, or by themselves if they are none. A platform thread's owner stays
 * until the thread is gone; any other only while it has open scopes, since there may be millions.
 */
final class Owners {

    /** How many others a new owner looks at, so that it never pays for all of them. */
    private static final int SEEN_BY_A_NEW_ONE = 4;

    private final Map<Object, Owner> all = new ConcurrentHashMap<>();
    private final ReferenceQueue<Thread> gone = new ReferenceQueue<>();

    /** Where new owners have come to in looking for threads that have ended. */
    private Iterator<Map.Entry<Object, Owner>> round = Collections.emptyIterator();

    private final LongAdder openedByFormer = new LongAdder();
    private final AtomicLong openedAsTold = new AtomicLong();

    void add(Owner owner) {
        Object key = key(owner, gone);
        if (key != null) {
            all.put(key, owner);
        }
    }

    /** The owner of a thread; {@code null} if it is not listed. */
    @Nullable
    Owner of(Thread thread) {
        return all.get(new Key(thread, null));
    }

    /** @param opened how many scopes this owner has opened */
    void remove(Owner owner, long opened) {
        Object key = key(owner, null);
        if (key != null && all.remove(key, owner)) {
            openedByFormer.add(opened);
        }
    }

    private static @Nullable Object key(Owner owner, @Nullable ReferenceQueue<Thread> gone) {
        if (!owner.isThread()) {
            return owner;
        }
        Thread thread = owner.thread();
        return thread == null ? null : new Key(thread, gone);
    }

    Iterable<Owner> all() {
        return all.values();
    }

    /** How many scopes are open, and how many of them limit each of the values. */
    ScopeCounts count(NativeValues values) {
        ScopeCounts counts = new ScopeCounts(values);
        all.values().forEach(owner -> owner.count(counts));
        return counts;
    }

    /**
     * How many scopes threads have opened since the start. Those of an owner that leaves meanwhile may be missing, so this
     * never says less than it said before.
     *
     * @param atLeast how many were opened for certain
     */
    long opened(long atLeast) {
        long former = openedByFormer.sum();
        long counted = former + all.values().stream().mapToLong(Owner::opened).sum();
        return openedAsTold.accumulateAndGet(Math.max(counted, atLeast), Math::max);
    }

    /**
     * Lets go of a few owners whose threads are gone. Each call costs the same, and calls take turns: none is overlooked.
     *
     * @return how many scopes they had left open
     */
    synchronized int forgetSome() {
        int scopes = 0;
        for (int i = 0; i < SEEN_BY_A_NEW_ONE; i++) {
            Reference<? extends Thread> next = gone.poll();
            Owner owner = next == null ? null : all.get(next);
            if (owner != null) {
                scopes += forget(next, owner);
            }
            if (!round.hasNext()) {
                round = all.entrySet().iterator();
            }
            if (round.hasNext()) {
                scopes += forgetIfDead(round.next());
            }
        }
        return scopes;
    }

    /**
     * Lets go of all owners whose threads are gone.
     *
     * @return how many scopes they had left open
     */
    int forgetDead() {
        int scopes = 0;
        for (Map.Entry<Object, Owner> each : all.entrySet()) {
            scopes += forgetIfDead(each);
        }
        return scopes;
    }

    private int forgetIfDead(Map.Entry<Object, Owner> each) {
        return each.getValue().isDead() ? forget(each.getKey(), each.getValue()) : 0;
    }

    /** An owner is listed until everything of it is given up: what is broken off is tried again at the next look. */
    private int forget(Object key, Owner owner) {
        int scopes = owner.abandon();
        if (all.remove(key, owner)) {
            openedByFormer.add(owner.opened());
        }
        return scopes;
    }

    /** A thread, by identity: its number could be made up by a class of the user's. */
    private static final class Key extends WeakReference<Thread> {

        private final int hash;

        Key(Thread thread, @Nullable ReferenceQueue<Thread> gone) {
            super(thread, gone);
            this.hash = System.identityHashCode(thread);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            if (!(other instanceof Key key)) {
                return false;
            }
            Thread thread = get();
            return thread != null && key.refersTo(thread);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
