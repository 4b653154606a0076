package io.threadpoolctl.internal.ledger;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * All owners that may have open scopes. A platform thread's owner stays until the thread is gone; a virtual thread's and one
 * that is no thread only while it has open scopes, since there may be millions.
 */
final class Owners {

    private final Set<Owner> all = ConcurrentHashMap.newKeySet();
    private final LongAdder openedByFormer = new LongAdder();
    private final AtomicLong openedAsTold = new AtomicLong();

    void add(Owner owner) {
        all.add(owner);
    }

    /** The owner of a platform thread. */
    @Nullable
    Owner of(Thread thread) {
        for (Owner owner : all) {
            if (owner.isOf(thread)) {
                return owner;
            }
        }
        return null;
    }

    /** @param opened how many scopes this owner has opened */
    void remove(Owner owner, long opened) {
        all.remove(owner);
        openedByFormer.add(opened);
    }

    Iterable<Owner> all() {
        return all;
    }

    /** How many scopes of threads are open, and how many of them limit each of the lines. */
    ScopeCounts count(Lines lines) {
        ScopeCounts counts = new ScopeCounts(lines);
        all.forEach(owner -> owner.count(counts));
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
        long counted = former + all.stream().mapToLong(Owner::opened).sum();
        return openedAsTold.accumulateAndGet(Math.max(counted, atLeast), Math::max);
    }

    /**
     * Lets go of owners whose threads are gone.
     *
     * @return how many scopes they had left open
     */
    int forgetDead() {
        int scopes = 0;
        for (Owner owner : List.copyOf(all)) {
            if (owner.isDead() && all.remove(owner)) {
                scopes += owner.abandon();
                openedByFormer.add(owner.opened());
            }
        }
        return scopes;
    }
}
