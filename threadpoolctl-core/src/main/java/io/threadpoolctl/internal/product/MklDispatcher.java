package io.threadpoolctl.internal.product;

import io.threadpoolctl.Reach;
import io.threadpoolctl.spi.ThreadControl;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@code libmkl_rt}, which is asleep until its first real call.
 *
 * <p>That call loads the other parts, fixes the threading layer for good, and ends the process with exit code 2 or 127 if
 * a part is missing (2025.3). So looking never makes it: asleep, there is no version and no number. A limit makes it only
 * if all its {@linkplain MklCompanions companions} are there. Awake, it is not called either as long as its OpenMP runtime
 * {@linkplain KmpRuntime may not be}.
 *
 * <p>Each thread's own count is set, not the global one, which detaches MKL from OpenMP for good and is used for the
 * process default alone. All dispatchers of a process share one MKL, even those in different directories.
 */
final class MklDispatcher implements ThreadControl {

    private static final int ASK = -1;

    private final MklParts parts;
    private final MklCompanions companions;
    private final LocalCount count;
    private final MklFacts facts;
    private final IntUnaryOperator setThreadingLayer;
    private final IntConsumer setNumThreads;
    private final Map<KmpRuntime, Boolean> brings = new ConcurrentHashMap<>();
    private volatile boolean awake;

    /** Of a layer that is awake. */
    private volatile Readiness readiness = Readiness.ALWAYS;

    /** {@code null} unless that layer makes its threads with TBB. */
    private volatile @Nullable MklTbb tbb;

    MklDispatcher(
            MklParts parts,
            MklCompanions companions,
            LocalCount count,
            MklFacts facts,
            IntUnaryOperator setThreadingLayer,
            IntConsumer setNumThreads) {
        this.parts = parts;
        this.companions = companions;
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
        return mayBeCalled() ? threadsFor(count.threads()) : null;
    }

    private @Nullable Integer threadsFor(int told) {
        MklTbb onTbb = tbb;
        return onTbb == null ? Integer.valueOf(told) : onTbb.threads(told);
    }

    @Override
    public boolean settable() {
        if (awake) {
            return readiness.isReady();
        }
        MklLayer layer = layer();
        return isAwake(layer) ? readiness.isReady() : companions.areThere(layer);
    }

    @Override
    public long limit(int threads) {
        long replaced = count.limit(threads);
        if (!awake) {
            wakeUp(layer());
        }
        return replaced;
    }

    @Override
    public void restore(long replaced) {
        count.restore(replaced);
    }

    @Override
    public @Nullable Integer threadsOf(long replaced) {
        Integer told = mayBeCalled() ? count.threadsOf(replaced) : null;
        return told == null ? null : threadsFor(told);
    }

    @Override
    public int admissible(int threads) {
        MklTbb onTbb = tbb;
        return onTbb == null ? threads : onTbb.admissible(threads);
    }

    @Override
    public String restriction() {
        return MklTbb.RESTRICTION;
    }

    @Override
    public boolean setProcessDefault(int threads) {
        boolean set = mayBeCalled() && tbb == null;
        if (set) {
            setNumThreads.accept(threads);
        }
        return set;
    }

    /** Whoever has a number of its own no longer follows the OpenMP runtime. */
    @Override
    public boolean processDefaultLeavesTraces() {
        return true;
    }

    @Override
    public Object cell() {
        return "mkl"; // all dispatchers of a process share one MKL
    }

    @Override
    public @Nullable String version() {
        return mayBeCalled() ? facts.version() : null;
    }

    @Override
    public @Nullable String threadingLayer() {
        MklLayer layer = mayBeCalled() ? layer() : null;
        return layer == null ? null : layer.text();
    }

    @Override
    public Map<String, Object> details() {
        return mayBeCalled() ? facts.details() : Readiness.ASLEEP;
    }

    /** Whether its first call, which nobody has made yet, will load another OpenMP runtime than this one. */
    boolean willBring(KmpRuntime other) {
        return !isAwake() && brings.computeIfAbsent(other, this::bring);
    }

    private boolean bring(KmpRuntime other) {
        return companions.willBring(layer(), other);
    }

    private boolean mayBeCalled() {
        return isAwake() && readiness.mayBeCalled();
    }

    private boolean isAwake() {
        return awake || isAwake(layer());
    }

    /**
     * An application may choose a layer before the first call, and the first call may have done without the OpenMP runtime
     * that the getter needs; so a layer alone is not enough.
     */
    private boolean isAwake(@Nullable MklLayer layer) {
        if (layer != null && parts.areLoaded(layer)) {
            wakeUp(layer);
        }
        return awake;
    }

    private void wakeUp(@Nullable MklLayer layer) {
        if (layer != null) {
            readiness = parts.openMp().readiness(layer);
            tbb = layer == MklLayer.TBB ? new MklTbb() : null;
            awake = true;
        }
    }

    /** {@code int MKL_Set_Threading_Layer(int)} with no layer's number loads nothing and returns the one in force. */
    private @Nullable MklLayer layer() {
        return MklLayer.numbered(setThreadingLayer.applyAsInt(ASK));
    }
}
