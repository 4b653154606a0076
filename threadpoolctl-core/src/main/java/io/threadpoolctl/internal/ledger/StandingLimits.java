package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Amount;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.internal.product.PooledLibrary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What holds for everybody until it is taken back, whoever has a scope open: the caps of operators, and the limits of the
 * process of those who configure it. Of several the smallest number counts.
 */
final class StandingLimits {

    private final Supplier<NativeValues> values;
    private final Processors processors;
    private final List<Standing> caps = new CopyOnWriteArrayList<>();
    private final List<Standing> ofTheProcess = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();
    private volatile int changes;

    /** @param values those of the ledger at present */
    StandingLimits(Supplier<NativeValues> values, Processors processors) {
        this.values = values;
        this.processors = processors;
    }

    /** How often they have changed: what threads have set outside scopes must be set anew then. */
    int changes() {
        return changes;
    }

    boolean areNone() {
        return caps.isEmpty() && ofTheProcess.isEmpty();
    }

    List<Standing> caps() {
        return caps;
    }

    /** Caps everybody, or changes nothing and throws. */
    LimitScope cap(Selection selection, Limits limits, String origin) {
        return add(new Standing(caps, selection, limits, origin, () -> {}));
    }

    /**
     * Limits the process outside every scope, or changes nothing and throws.
     *
     * @param closed is run when it was taken back
     */
    LimitScope limitProcess(Selection selection, Limits limits, String origin, Runnable closed) {
        return add(new Standing(ofTheProcess, selection, limits, origin, closed));
    }

    private LimitScope add(Standing standing) {
        standing.list.add(standing);
        try {
            apply(failure -> {
                throw failure;
            });
        } catch (RuntimeException | Error e) {
            standing.list.remove(standing);
            applyAgain(e);
            throw e;
        }
        return standing;
    }

    private void applyAgain(Throwable failure) {
        try {
            apply(again -> {});
        } catch (RuntimeException | Error again) {
            failure.addSuppressed(again);
        }
    }

    /** Applies them to the values that there are now. */
    void apply() {
        apply(null);
    }

    /** @param failed takes what a value throws; {@code null} to have it told as a warning */
    private void apply(@Nullable Consumer<RuntimeException> failed) {
        NativeValues current;
        do {
            current = values.get();
            List<ResolvedLimits> resolvedCaps = resolve(caps, current); // may ask selections of the user's
            List<ResolvedLimits> resolvedLimits = resolve(ofTheProcess, current);
            synchronized (lock) {
                changes++;
                for (NativeValue value : current.all()) {
                    stand(value, smallest(resolvedCaps, value), smallest(resolvedLimits, value), failed);
                }
            }
        } while (current != values.get());
    }

    /** Sets what threads get that have set nothing. Not to be called while somebody enters a scope. */
    void setProcessDefaults() {
        synchronized (lock) {
            for (NativeValue value : values.get().all()) {
                try {
                    value.setProcessDefault();
                } catch (RuntimeException | LinkageError e) {
                    value.wentWrong(e);
                }
            }
        }
    }

    private static void stand(NativeValue value, int cap, int limit, @Nullable Consumer<RuntimeException> failed) {
        try {
            value.stand(cap, limit);
        } catch (RuntimeException e) {
            if (failed == null) {
                value.wentWrong(e);
            } else {
                failed.accept(e);
            }
        } catch (LinkageError e) {
            value.wentWrong(e);
        }
    }

    private static List<ResolvedLimits> resolve(List<Standing> all, NativeValues values) {
        List<ResolvedLimits> resolved = new ArrayList<>();
        for (Standing each : all) {
            resolved.add(each.selection.resolve(each.limits, values));
        }
        return resolved;
    }

    /** A share stands by itself: it has nobody to share with. */
    private static int smallest(List<ResolvedLimits> all, NativeValue value) {
        int smallest = NativeValue.NONE;
        for (ResolvedLimits limits : all) {
            int amount = limits.amountFor(value);
            smallest = NativeValue.smaller(smallest, amount == NativeValue.SHARE ? value.part(1) : amount);
        }
        return smallest;
    }

    /** What the process is limited to, each key at its smallest number; shares are numbers by now. */
    Limits ofTheProcess() {
        Map<String, Integer> smallest = new LinkedHashMap<>();
        for (Standing standing : ofTheProcess) {
            standing.limits.amounts().forEach((key, amount) -> smallest.merge(key, number(amount), Math::min));
        }
        return Limits.of(smallest);
    }

    private int number(Amount amount) {
        return processors.of(amount);
    }

    /** One of them, to be closed. Any thread may close it, more than once. */
    final class Standing implements LimitScope {

        private final List<Standing> list;
        private final Selection selection;
        private final Limits limits;
        private final String origin;
        private final Runnable closed;
        private final Instant since = Instant.now();

        Standing(List<Standing> list, Selection selection, Limits limits, String origin, Runnable closed) {
            this.list = list;
            this.selection = selection;
            this.limits = limits;
            this.origin = origin;
            this.closed = closed;
        }

        Limits limits() {
            return limits;
        }

        /** Who made it. */
        String origin() {
            return origin;
        }

        Instant since() {
            return since;
        }

        @Override
        public Map<UserApi, Integer> original() {
            Map<UserApi, Integer> original = new LinkedHashMap<>();
            for (NativeValue value : selection.resolve(limits, values.get()).values) {
                NativeValue.Reading reading = value.reading();
                Integer before = reading == null ? value.threadsNow() : reading.baseline();
                if (before != null) {
                    for (PooledLibrary library : value.libraries()) {
                        original.merge(library.userApi(), before, Math::min);
                    }
                }
            }
            return Map.copyOf(original);
        }

        @Override
        public void close() {
            if (list.remove(this)) {
                apply();
                closed.run();
            }
        }

        /** By identity, since two may ask for the same. */
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        @Override
        public String toString() {
            return limits + " by " + origin;
        }
    }
}
