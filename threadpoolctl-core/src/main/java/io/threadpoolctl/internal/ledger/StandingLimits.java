package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Amount;
import io.threadpoolctl.CapInfo;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What holds for everybody until it is taken back, whoever has a scope open: the caps of operators, and the limits of the
 * process of those who configure it. Of several the smallest number counts.
 */
final class StandingLimits {

    /** Against a selection of the user's that adds and takes away limits whenever it is asked. */
    private static final int MOST_ROUNDS = 1000;

    private final Supplier<NativeValues> values;
    private final Processors processors;
    private final Supplier<List<ForeignCap>> foreignCaps;
    private final Consumer<Standing> capChanged;
    private final BiConsumer<Limits, Throwable> failed;
    private final List<Standing> caps = new CopyOnWriteArrayList<>();
    private final List<Standing> ofTheProcess = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();

    /** How often one was added or taken away. */
    private final AtomicInteger edits = new AtomicInteger();

    private volatile int changes;

    /** Whether one was added or taken away and could not be applied since. */
    private volatile boolean unapplied;

    /**
     * @param values those of the ledger at present
     * @param foreignCaps the caps of other copies of this code at present
     * @param capChanged is told of each cap that has come or gone, maybe more than once
     * @param failed takes limits whose selection fails for libraries that have appeared
     */
    StandingLimits(
            Supplier<NativeValues> values,
            Processors processors,
            Supplier<List<ForeignCap>> foreignCaps,
            Consumer<Standing> capChanged,
            BiConsumer<Limits, Throwable> failed) {
        this.values = values;
        this.processors = processors;
        this.foreignCaps = foreignCaps;
        this.capChanged = capChanged;
        this.failed = failed;
    }

    /**
     * A cap that another copy of this code in the JVM holds.
     *
     * @param selection what it is for: everything
     */
    record ForeignCap(Selection selection, Limits limits, String origin, Instant since) {}

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

    List<Standing> processLimits() {
        return ofTheProcess;
    }

    /** Caps everybody, or changes nothing and throws. */
    Standing cap(Selection selection, Limits limits, String origin) {
        return add(new Standing(caps, selection, limits, origin, capChanged), capChanged);
    }

    /**
     * Limits the process outside every scope, or changes nothing and throws.
     *
     * @param closed is run when it was taken back
     */
    Standing limitProcess(Selection selection, Limits limits, String origin, Runnable closed) {
        return add(new Standing(ofTheProcess, selection, limits, origin, gone -> closed.run()), come -> {});
    }

    private Standing add(Standing standing, Consumer<Standing> added) {
        try {
            edit(() -> standing.list.add(standing));
            apply();
            added.accept(standing);
        } catch (RuntimeException | Error e) {
            standing.withdrawn = true;
            unapplied = true;
            takeBack(standing, added, e);
            throw e;
        }
        return standing;
    }

    private void takeBack(Standing standing, Consumer<Standing> added, Throwable failure) {
        try {
            edit(() -> standing.list.remove(standing));
            apply();
            added.accept(standing); // it may have been told already
        } catch (RuntimeException | Error again) {
            unapplied = true;
            Suppressed.add(failure, again);
        }
    }

    /** To be called when caps of other copies have come or gone. */
    void foreignCapsChanged() {
        edit(() -> true); // whoever has read the former ones does so again
        apply();
    }

    private boolean edit(BooleanSupplier edit) {
        unapplied = true; // first: whatever is broken off from here on is made up for
        edits.getAndIncrement();
        boolean edited = edit.getAsBoolean();
        edits.getAndIncrement();
        return edited;
    }

    private static boolean hasWithdrawn(List<Standing> all) {
        for (Standing each : all) {
            if (each.withdrawn) {
                return true;
            }
        }
        return false;
    }

    /**
     * Makes up for what was broken off.
     *
     * @return whether anything was
     */
    boolean applyIfDue() {
        boolean due = unapplied || hasWithdrawn(caps) || hasWithdrawn(ofTheProcess);
        if (due) {
            edit(() -> caps.removeIf(Standing::isWithdrawn));
            edit(() -> ofTheProcess.removeIf(Standing::isWithdrawn));
            apply();
        }
        return due;
    }

    /**
     * Applies them to the values that there are now. A library that fails is told, and keeps no other from following.
     *
     * <p>Whoever adds or takes away one applies all afterwards; so what comes after the order of the changes is settled is
     * for others to apply.
     */
    void apply() {
        unapplied = true;
        for (int i = 0; i < MOST_ROUNDS; i++) {
            int known = edits.get();
            NativeValues current = values.get();
            List<ResolvedLimits> resolvedCaps = resolve(caps, current); // may ask selections of the user's
            for (ForeignCap cap : foreignCaps.get()) {
                resolvedCaps.add(cap.selection.resolve(cap.limits, current));
            }
            List<ResolvedLimits> resolvedLimits = resolve(ofTheProcess, current);
            int change = change();
            if (known == edits.get() && current == values.get()) {
                for (NativeValue value : current.all()) {
                    stand(value, change, smallest(resolvedCaps, value), smallest(resolvedLimits, value));
                }
                unapplied = false;
                return;
            }
        }
    }

    private int change() {
        synchronized (lock) {
            return ++changes;
        }
    }

    /** Sets what threads get that have set nothing. Not to be called while somebody enters a scope. */
    void setProcessDefaults() {
        for (NativeValue value : values.get().all()) {
            try {
                value.setProcessDefault();
            } catch (VirtualMachineError e) {
                throw e;
            } catch (RuntimeException | Error e) {
                value.wentWrong(e);
            }
        }
    }

    private static void stand(NativeValue value, int change, int cap, int limit) {
        try {
            value.stand(change, cap, limit);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            value.wentWrong(e);
            value.leftAlone();
        }
    }

    private List<ResolvedLimits> resolve(List<Standing> all, NativeValues values) {
        List<ResolvedLimits> resolved = new ArrayList<>();
        for (Standing each : all) {
            try {
                each.resolved = each.selection.resolve(each.limits, values);
            } catch (VirtualMachineError e) {
                throw e;
            } catch (RuntimeException | Error e) {
                failed.accept(each.limits, e);
            }
            ResolvedLimits known = each.resolved; // for the libraries there were before, if not for these
            if (known != null) {
                resolved.add(known);
            }
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
        private final Consumer<Standing> closed;
        private final Instant since = Instant.now();

        /** As they were last resolved. */
        private volatile @Nullable ResolvedLimits resolved;

        /** Whether its end was begun; a plain write, which the end of the stack cannot keep from being done. */
        boolean withdrawn;

        Standing(List<Standing> list, Selection selection, Limits limits, String origin, Consumer<Standing> closed) {
            this.list = list;
            this.selection = selection;
            this.limits = limits;
            this.origin = origin;
            this.closed = closed;
        }

        private boolean isWithdrawn() {
            return withdrawn;
        }

        Selection selection() {
            return selection;
        }

        /** What it asks for, each key with its number. */
        Map<String, Integer> numbers() {
            Map<String, Integer> numbers = new LinkedHashMap<>();
            limits.amounts().forEach((key, amount) -> numbers.put(key, number(amount)));
            return numbers;
        }

        CapInfo info() {
            return new CapInfo(limits, origin, since);
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
            withdrawn = true;
            if (edit(() -> list.remove(this))) {
                apply();
            } else if (!applyIfDue()) {
                return;
            }
            try {
                closed.accept(this);
            } catch (RuntimeException | Error e) {
                unapplied = true;
                throw e;
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
