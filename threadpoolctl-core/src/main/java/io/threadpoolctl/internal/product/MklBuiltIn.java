package io.threadpoolctl.internal.product;

import io.threadpoolctl.Reach;
import io.threadpoolctl.spi.ThreadControl;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An MKL inside another library, such as {@code libtorch_cpu.so}: all its parts are there, so it may be asked at any time.
 * Without a count of its own a thread follows its OpenMP runtime.
 */
record MklBuiltIn(LocalCount count, MklFacts facts) implements ThreadControl {

    @Override
    public Reach reach() {
        return Reach.THREAD;
    }

    @Override
    public Integer threads() {
        return count.threads();
    }

    @Override
    public long limit(int threads) {
        return count.limit(threads);
    }

    @Override
    public void restore(long replaced) {
        count.restore(replaced);
    }

    @Override
    public @Nullable Integer threadsOf(long replaced) {
        return count.threadsOf(replaced);
    }

    @Override
    public @Nullable String version() {
        return facts.version();
    }

    @Override
    public Map<String, Object> details() {
        return facts.details();
    }
}
