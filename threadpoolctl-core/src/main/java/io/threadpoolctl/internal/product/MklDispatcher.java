package io.threadpoolctl.internal.product;

import io.threadpoolctl.Reach;
import io.threadpoolctl.spi.ThreadControl;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@code libmkl_rt}, which is asleep until its first real call.
 *
 * <p>That call loads the other parts, fixes the threading layer for good, and ends the process with exit code 2 or 127 if
 * a part is missing (2025.3). So looking never makes it: asleep, there is no version and no number. A limit makes it only
 * if all the parts {@linkplain MklParts#standBeside stand beside} the dispatcher.
 *
 * <p>Each thread's own count is set, not the global one, which detaches MKL from OpenMP for good and is used for the
 * process default alone. All dispatchers of a process share one MKL, even those in different directories.
 */
final class MklDispatcher implements ThreadControl {

    private static final int ASK = -1;

    private final String loadedAs;
    private final MklParts parts;
    private final LocalCount count;
    private final MklFacts facts;
    private final IntUnaryOperator setThreadingLayer;
    private final IntConsumer setNumThreads;
    private volatile boolean awake;

    MklDispatcher(
            String loadedAs,
            MklParts parts,
            LocalCount count,
            MklFacts facts,
            IntUnaryOperator setThreadingLayer,
            IntConsumer setNumThreads) {
        this.loadedAs = loadedAs;
        this.parts = parts;
        this.count = count;
        this.facts = facts;
        this.setThreadingLayer = setThreadingLayer;
        this.setNumThreads = setNumThreads;
    }

    @Override
    public Reach reach() {
        return Reach.THREAD;
    }

    @Override
    public @Nullable Integer threads() {
        return isAwake() ? count.threads() : null;
    }

    @Override
    public boolean settable() {
        return isAwake() || parts.standBeside(loadedAs, layer());
    }

    @Override
    public long limit(int threads) {
        long replaced = count.limit(threads);
        awake = true;
        return replaced;
    }

    @Override
    public void restore(long replaced) {
        count.restore(replaced);
    }

    @Override
    public @Nullable Integer threadsOf(long replaced) {
        return isAwake() ? count.threadsOf(replaced) : null;
    }

    @Override
    public boolean setProcessDefault(int threads) {
        if (isAwake()) {
            setNumThreads.accept(threads);
        }
        return isAwake();
    }

    @Override
    public Object cell() {
        return "mkl"; // all dispatchers of a process share one MKL
    }

    @Override
    public @Nullable String version() {
        return isAwake() ? facts.version() : null;
    }

    @Override
    public @Nullable String threadingLayer() {
        MklLayer layer = isAwake() ? layer() : null;
        return layer == null ? null : layer.text();
    }

    @Override
    public Map<String, Object> details() {
        return isAwake() ? facts.details() : Map.of();
    }

    /**
     * An application may choose a layer before the first call, and the first call may have done without the OpenMP runtime
     * that the getter needs; so a layer alone is not enough.
     */
    private boolean isAwake() {
        if (!awake) {
            MklLayer layer = layer();
            awake = layer != null && parts.areLoaded(layer);
        }
        return awake;
    }

    /** {@code int MKL_Set_Threading_Layer(int)} with no layer's number loads nothing and returns the one in force. */
    private @Nullable MklLayer layer() {
        return MklLayer.numbered(setThreadingLayer.applyAsInt(ASK));
    }
}
