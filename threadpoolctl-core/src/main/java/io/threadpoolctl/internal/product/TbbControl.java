package io.threadpoolctl.internal.product;

import io.threadpoolctl.Reach;
import io.threadpoolctl.spi.ThreadControl;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * TBB, bounded by an object of ours beside those of the application, which are left alone. The next one is created before
 * the former one is destroyed, so that there is no moment without.
 *
 * <p>A bound above what TBB takes by itself would widen it. So ours is at most what held when there was none of ours.
 */
final class TbbControl implements ThreadControl {

    /** The size of the array in which all copies of this code keep what is ours. */
    static final int SHARED_SIZE = 5;

    private static final int BEFORE = 0;
    private static final int FIRST = 1;

    private final TbbFunctions functions;
    private final @Nullable String version;
    private final @Nullable String threadingLayer;

    /**
     * What held before, as a {@link Long}, and the memory of our bounds: of one, unless something was broken off. One copy of
     * this code may create it and another destroy it, so it is shared by all and of types of the JDK alone. Guarded by the
     * value's lock.
     */
    private final @Nullable Object[] shared;

    /**
     * @param version of TBB, or of a library that makes its threads with it
     * @param shared of {@link #SHARED_SIZE}, the same in all copies
     */
    TbbControl(
            TbbFunctions functions,
            @Nullable String version,
            @Nullable String threadingLayer,
            @Nullable Object[] shared) {
        this.functions = functions;
        this.version = version;
        this.threadingLayer = threadingLayer;
        this.shared = shared;
    }

    @Override
    public Reach reach() {
        return Reach.PROCESS;
    }

    @Override
    public Integer threads() {
        return functions.active();
    }

    @Override
    public boolean isUpperBound() {
        return true;
    }

    @Override
    public long limit(int threads) {
        int place = freePlace();
        long before = before();
        ByteBuffer next = functions.memory((int) Math.min(threads, before));
        shared[place] =
                next; // before it is created: whatever is broken off from here on, the next call makes up for it
        try {
            functions.create(next);
        } catch (RuntimeException | Error e) {
            destroyOrLeave(place);
            throw e;
        }
        for (int other = FIRST; other < SHARED_SIZE; other++) {
            if (other != place) {
                destroyOrLeave(other);
            }
        }
        return before;
    }

    @Override
    public void restore(long replaced) {
        for (int place = FIRST; place < SHARED_SIZE; place++) {
            destroy(place);
        }
    }

    @Override
    public Object cell() {
        return functions.identity();
    }

    @Override
    public @Nullable String version() {
        return version;
    }

    @Override
    public @Nullable String threadingLayer() {
        return threadingLayer;
    }

    private long before() {
        boolean isOurs = false;
        for (int place = FIRST; place < SHARED_SIZE; place++) {
            isOurs |= shared[place] != null;
        }
        if (!(isOurs && shared[BEFORE] instanceof Long)) {
            shared[BEFORE] = (long) functions.active();
        }
        return shared[BEFORE] instanceof Long before ? before : 1;
    }

    private int freePlace() {
        for (int place = FIRST; place < SHARED_SIZE; place++) {
            if (shared[place] == null) {
                return place;
            }
        }
        throw new IllegalStateException("Its former limits could not be taken back.");
    }

    private void destroy(int place) {
        if (shared[place] instanceof ByteBuffer memory) {
            functions.destroy(memory);
            shared[place] = null;
        }
    }

    /** A bound that stays is narrower or of no effect, and is destroyed with the next one. */
    private void destroyOrLeave(int place) {
        try {
            destroy(place);
        } catch (RuntimeException | Error e) {
            // it is still in its place
        }
    }
}
