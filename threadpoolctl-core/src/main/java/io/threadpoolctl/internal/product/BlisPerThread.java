package io.threadpoolctl.internal.product;

import io.threadpoolctl.Reach;
import io.threadpoolctl.spi.ThreadControl;
import org.jspecify.annotations.Nullable;

/**
 * BLIS from 1.0 on and AOCL-BLIS from 4.1 on: each thread has a setting of its own. While ways are set, the getter tells
 * their product and the setter of the count does nothing; it works again once all ways are 1 (measured between 2.1 and
 * 3.0). {@code bli_thread_reset} is not used: it would wipe what the thread itself had set.
 */
record BlisPerThread(BlisCounts counts, BlisBuild build) implements ThreadControl {

    @Override
    public Reach reach() {
        return Reach.THREAD;
    }

    @Override
    public Integer threads() {
        return (int) Math.max(1, counts.threads());
    }

    @Override
    public long limit(int threads) {
        long replaced = counts.threads();
        counts.threads(threads);
        if (counts.threads() == threads) {
            return replaced;
        }
        BlisSetting found = new BlisSetting(replaced, counts.ways());
        if (!found.hasWays() || found.effective() == 1) {
            return replaced;
        }
        counts.allWays(1);
        counts.threads(threads);
        return found.pack();
    }

    @Override
    public void restore(long replaced) {
        BlisSetting setting = BlisSetting.unpack(replaced);
        if (setting.hasWays()) {
            counts.ways(setting.ways());
        } else {
            counts.threads(setting.threads());
        }
    }

    @Override
    public Integer threadsOf(long replaced) {
        return BlisSetting.unpack(replaced).effective();
    }

    @Override
    public @Nullable String version() {
        return build.version();
    }

    @Override
    public @Nullable String threadingLayer() {
        return build.threadingLayer();
    }

    @Override
    public @Nullable String architecture() {
        return build.architecture();
    }
}
