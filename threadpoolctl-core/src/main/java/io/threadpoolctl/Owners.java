package io.threadpoolctl;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * All owners that may have open scopes. A platform thread's owner stays until the thread is gone; a virtual thread's and one
 * that is no thread only while it has open scopes, since there may be millions.
 */
final class Owners {

    private final Set<Owner> all = ConcurrentHashMap.newKeySet();
    private final LongAdder openedByFormer = new LongAdder();

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

    /** The smallest standing request for a line, {@link Line#NONE} if there is none. */
    int cap(Line line) {
        return all.stream()
                .filter(Owner::isStanding)
                .mapToInt(owner -> owner.request(line))
                .filter(request -> request > Line.NONE)
                .min()
                .orElse(Line.NONE);
    }

    int openScopes(Line line) {
        return all.stream().mapToInt(owner -> owner.openScopes(line)).sum();
    }

    int openScopes() {
        return all.stream().mapToInt(owner -> owner.openScopes(null)).sum();
    }

    long opened() {
        return openedByFormer.sum() + all.stream().mapToLong(Owner::opened).sum();
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
