package io.threadpoolctl.internal.product;

import io.threadpoolctl.Reach;
import io.threadpoolctl.spi.ThreadControl;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * BLIS up to 0.9: one setting for the process, whose setter is safe beside running calls. A way that is not -1 makes BLIS
 * ignore the count, so ways are cleared for a limit. The count goes back as it was found, -1 included (0.9.0).
 */
record BlisPerProcess(BlisCounts counts, BlisBuild build) implements ThreadControl {

    private static final long UNSET = -1;

    @Override
    public Reach reach() {
        return Reach.PROCESS;
    }

    @Override
    public Integer threads() {
        return now().effective();
    }

    @Override
    public long limit(int threads) {
        BlisSetting replaced = now();
        if (replaced.hasWays()) {
            counts.allWays(UNSET);
        }
        counts.threads(threads);
        return replaced.pack();
    }

    @Override
    public void restore(long replaced) {
        BlisSetting setting = BlisSetting.unpack(replaced);
        if (setting.hasWays()) {
            counts.ways(setting.ways());
        }
        counts.threads(setting.threads());
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

    private BlisSetting now() {
        long[] ways = counts.ways();
        boolean set = Arrays.stream(ways).anyMatch(way -> way != UNSET);
        return set ? new BlisSetting(counts.threads(), ways) : new BlisSetting(counts.threads());
    }
}
