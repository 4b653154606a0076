package io.threadpoolctl.internal.product;

import io.threadpoolctl.Reach;
import io.threadpoolctl.spi.ThreadControl;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The control of a family of one's own, which may fail in every method or answer nonsense. Only {@link #limit} and {@link
 * #restore} say so, by a {@link FamilyFailedException}; what cannot be told is taken to be what does least.
 */
final class GuardedControl implements ThreadControl {

    private static final String NO_ANSWER = "its family does not say whether it can be";

    private final ThreadControl control;
    private final FamilyCalls calls;
    private final Reach reach;
    private final Object cell;

    /** @throws FamilyFailedException if it cannot even be said what it reaches and what value is behind it */
    GuardedControl(ThreadControl control, FamilyCalls calls) {
        this.control = control;
        this.calls = calls;
        this.reach = calls.require("reach", () -> Objects.requireNonNull(control.reach(), "reach"));
        Object shown = calls.require("cell", () -> Objects.requireNonNull(control.cell(), "cell"));
        this.cell = shown instanceof String || shown instanceof Long ? shown : new Cell(shown, calls);
    }

    @Override
    public Reach reach() {
        return reach;
    }

    @Override
    public Object cell() {
        return cell;
    }

    @Override
    public @Nullable Integer threads() {
        return calls.orNull("threads", control::threads);
    }

    @Override
    public long limit(int threads) {
        return calls.require("limit", () -> control.limit(threads));
    }

    @Override
    public void restore(long replaced) {
        calls.require("restore", () -> {
            control.restore(replaced);
            return true;
        });
    }

    @Override
    public @Nullable Integer threadsOf(long replaced) {
        return calls.orNull("threadsOf", () -> control.threadsOf(replaced));
    }

    @Override
    public int admissible(int threads) {
        int told = calls.call("admissible", () -> control.admissible(threads), 1);
        return Math.max(1, Math.min(told, threads));
    }

    @Override
    public String restriction() {
        String plain = ThreadControl.super.restriction();
        return calls.call("restriction", () -> Objects.requireNonNull(control.restriction(), "restriction"), plain);
    }

    @Override
    public @Nullable String obstacle() {
        return calls.call("obstacle", () -> Optional.ofNullable(control.obstacle()), Optional.of(NO_ANSWER))
                .orElse(null);
    }

    @Override
    public boolean setProcessDefault(int threads) {
        return calls.call("setProcessDefault", () -> control.setProcessDefault(threads), false);
    }

    @Override
    public boolean processDefaultLeavesTraces() {
        return calls.call("processDefaultLeavesTraces", control::processDefaultLeavesTraces, true);
    }

    @Override
    public boolean isUpperBound() {
        return calls.call("isUpperBound", control::isUpperBound, false);
    }

    @Override
    public boolean settable() {
        return calls.call("settable", control::settable, false);
    }

    @Override
    public @Nullable String version() {
        return calls.orNull("version", control::version);
    }

    @Override
    public @Nullable String threadingLayer() {
        return calls.orNull("threadingLayer", control::threadingLayer);
    }

    @Override
    public @Nullable String architecture() {
        return calls.orNull("architecture", control::architecture);
    }

    @Override
    public Map<String, Object> details() {
        return calls.call("details", () -> Map.copyOf(control.details()), Map.of());
    }

    /** An object of the family's that stands for a value; its class may fail to say what it equals. */
    private record Cell(Object shown, FamilyCalls calls) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Cell cell
                    && (shown == cell.shown || calls.call("cell", () -> shown.equals(cell.shown), false));
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }
}
