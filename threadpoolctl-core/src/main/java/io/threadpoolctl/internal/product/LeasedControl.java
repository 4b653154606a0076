package io.threadpoolctl.internal.product;

import io.threadpoolctl.Reach;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.ThreadControl;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The hold on a library that may be {@linkplain Lease given back}: each call into it is one use of it. A library that is gone
 * tells nothing.
 */
final class LeasedControl implements ThreadControl {

    private final ThreadControl control;
    private final Lease lease;
    private final @Nullable String obstacle;
    private final String restriction;
    private final boolean upperBound;
    private final Object cell;

    LeasedControl(ThreadControl control, Lease lease) {
        this.control = control;
        this.lease = lease;
        this.obstacle = control.obstacle();
        this.restriction = control.restriction();
        this.upperBound = control.isUpperBound();
        this.cell = control.cell() == control ? this : control.cell();
    }

    /**
     * Whether a library may be given back: all that is known of it belongs to the process, nothing of it to a thread, and
     * nobody but this control calls it.
     */
    static boolean isFor(ThreadControl control, LoadedLibrary library) {
        boolean isOwnCaller = control instanceof OpenBlasOnThreads
                || control instanceof BlisPerProcess
                || control instanceof TbbControl
                || control instanceof NotLimitable;
        return isOwnCaller && !library.exports(KmpRuntime.MARK);
    }

    private <T> Optional<T> whileThere(Supplier<@Nullable T> call) {
        if (!lease.enter()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(call.get());
        } finally {
            lease.leave();
        }
    }

    @Override
    public Reach reach() {
        return control.reach();
    }

    @Override
    public @Nullable Integer threads() {
        return whileThere(control::threads).orElse(null);
    }

    @Override
    public boolean settable() {
        return whileThere(control::settable).orElse(false);
    }

    @Override
    public long limit(int threads) {
        return whileThere(() -> control.limit(threads))
                .orElseThrow(() -> new IllegalStateException("The library has been unloaded."));
    }

    @Override
    public void restore(long replaced) {
        whileThere(() -> {
            control.restore(replaced);
            return true;
        });
    }

    @Override
    public @Nullable Integer threadsOf(long replaced) {
        return whileThere(() -> control.threadsOf(replaced)).orElse(null);
    }

    @Override
    public int admissible(int threads) {
        return Objects.requireNonNull(
                whileThere(() -> control.admissible(threads)).orElse(threads));
    }

    @Override
    public String restriction() {
        return restriction;
    }

    @Override
    public boolean isUpperBound() {
        return upperBound;
    }

    @Override
    public Object cell() {
        return cell;
    }

    @Override
    public @Nullable String obstacle() {
        return obstacle;
    }

    @Override
    public @Nullable String version() {
        return whileThere(control::version).orElse(null);
    }

    @Override
    public @Nullable String threadingLayer() {
        return whileThere(control::threadingLayer).orElse(null);
    }

    @Override
    public @Nullable String architecture() {
        return whileThere(control::architecture).orElse(null);
    }

    @Override
    public Map<String, Object> details() {
        return whileThere(control::details).orElse(Map.of());
    }
}
