package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Amount;
import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.Limits;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.Warning;
import io.threadpoolctl.internal.product.PooledLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A selection of libraries, and the limits that were {@linkplain ResolvedLimits resolved} for it so far. */
public final class Selection {

    private static final int MOST_OF_A_GENERATION = 1024;

    private final Predicate<LibraryInfo> condition;
    private final Warnings warnings;
    private final Processors processors;
    private final boolean withThreadValues;

    /** The same without the values of threads; made when it is first asked for. */
    private volatile @Nullable Selection ofTheProcess;

    /** What was asked of the condition; a library's answer is kept, since it is asked once. */
    private final Map<PooledLibrary, Boolean> selected = new ConcurrentHashMap<>();

    /** Resolved limits in two generations: what is not used while a whole new one grows is forgotten. */
    private volatile Map<Limits, ResolvedLimits> recent = new ConcurrentHashMap<>();

    private volatile Map<Limits, ResolvedLimits> older = Map.of();

    /** What was resolved last, which in many applications is all there is. */
    private volatile @Nullable ResolvedLimits last;

    /** Whether the condition refers to nothing of the user's, so that it may outlive the user's code. */
    final boolean ofOurs;

    Selection(Predicate<LibraryInfo> condition, boolean ofOurs, Warnings warnings, Processors processors) {
        this(condition, ofOurs, warnings, processors, true);
    }

    private Selection(
            Predicate<LibraryInfo> condition,
            boolean ofOurs,
            Warnings warnings,
            Processors processors,
            boolean withThreadValues) {
        this.withThreadValues = withThreadValues;
        this.condition = condition;
        this.ofOurs = ofOurs;
        this.warnings = warnings;
        this.processors = processors;
    }

    /**
     * Those of these libraries that meet another condition, too.
     *
     * @param ofOurs whether the condition refers to nothing of the user's
     */
    public Selection and(Predicate<LibraryInfo> further, boolean ofOurs) {
        return new Selection(condition.and(further), this.ofOurs && ofOurs, warnings, processors);
    }

    /** The same libraries, those left out whose value belongs to the thread. */
    Selection ofTheProcess() {
        Selection known = ofTheProcess;
        if (known == null) {
            known = new Selection(condition, ofOurs, warnings, processors, false);
            ofTheProcess = known;
        }
        return known;
    }

    boolean selects(LibraryInfo library) {
        return condition.test(library);
    }

    /** The limits if they were resolved before for these values. */
    @Nullable
    ResolvedLimits known(Limits limits, NativeValues values) {
        ResolvedLimits latest = last;
        if (latest != null && latest.limits.equals(limits) && latest.basis == values) {
            return latest;
        }
        ResolvedLimits known = recent.get(limits);
        if (known == null) {
            known = older.get(limits);
            if (known != null) {
                keep(limits, known);
            }
        }
        return known != null && known.basis == values ? known : null;
    }

    ResolvedLimits resolve(Limits limits, NativeValues values) {
        ResolvedLimits known = known(limits, values);
        if (known != null) {
            return known;
        }
        ResolvedLimits resolved = make(limits, values);
        keep(limits, resolved);
        return resolved;
    }

    private void keep(Limits limits, ResolvedLimits resolved) {
        if (recent.size() >= MOST_OF_A_GENERATION) {
            older = recent;
            recent = new ConcurrentHashMap<>();
        }
        recent.put(limits, resolved);
        last = resolved;
    }

    private ResolvedLimits make(Limits limits, NativeValues values) {
        selected.keySet().removeIf(PooledLibrary::isGone);
        List<NativeValue> met = new ArrayList<>();
        List<Integer> amounts = new ArrayList<>();
        boolean sequentialBlas = limits.isSequentialBlasUnderOpenmp() && !blasKnowsOpenMp(values);
        for (NativeValue value : values.all()) {
            int amount = amount(limits, value, values, sequentialBlas);
            if (amount != NativeValue.NONE) {
                met.add(value);
                amounts.add(amount);
            }
        }
        int[] numbers = amounts.stream().mapToInt(Integer::intValue).toArray();
        return new ResolvedLimits(this, limits, values, met.toArray(NativeValue[]::new), numbers);
    }

    /** Where several libraries share a value, the smallest of their numbers. */
    private int amount(Limits limits, NativeValue value, NativeValues values, boolean sequentialBlas) {
        int smallest = NativeValue.NONE;
        if (value.control.obstacle() != null || (value.belongsToThread() && !withThreadValues)) {
            return smallest;
        }
        for (PooledLibrary library : values.obeyedBy(value)) {
            Amount amount = amount(limits, library, sequentialBlas);
            if (amount != null && isSelected(library)) {
                smallest = smaller(smallest, amount.isShare() ? NativeValue.SHARE : processors.of(amount));
            }
        }
        if (smallest <= 0) {
            return smallest;
        }
        if (value.isNarrowed(smallest)) {
            tellRounding(value, smallest);
        }
        return value.admissible(smallest);
    }

    private boolean isSelected(PooledLibrary library) {
        Boolean known = selected.get(library);
        if (known == null) {
            known = condition.test(library.info());
            selected.put(library, known);
        }
        return known;
    }

    /** Of numbers and shares, a number counts; of several numbers the smallest. */
    private static int smaller(int sofar, int other) {
        if (sofar == NativeValue.NONE || sofar == NativeValue.SHARE) {
            return other;
        }
        return other == NativeValue.SHARE ? sofar : Math.min(sofar, other);
    }

    private static @Nullable Amount amount(Limits limits, PooledLibrary library, boolean sequentialBlas) {
        for (String key : library.keys()) {
            Amount amount = limits.amounts().get(key);
            if (amount != null) {
                return amount;
            }
        }
        if (sequentialBlas && library.userApi().equals(UserApi.BLAS)) {
            return new Amount(Amount.Kind.FIXED, 1);
        }
        return limits.amounts().get(Limits.EVERY);
    }

    private static boolean blasKnowsOpenMp(NativeValues values) {
        return values.libraries()
                .anyMatch(library -> library.internalApi().equals("openblas")
                        && "openmp".equals(library.control().threadingLayer()));
    }

    private void tellRounding(NativeValue value, int asked) {
        String path = value.libraries().stream()
                .filter(library -> library.control().admissible(asked) < asked)
                .map(PooledLibrary::filepath)
                .findFirst()
                .orElseThrow();
        warnings.add(
                Warning.Kind.ROUNDED_DOWN,
                path,
                "A limit of " + asked + " threads is rounded down to " + value.admissible(asked) + " for "
                        + value.libraries().stream()
                                .map(PooledLibrary::filepath)
                                .toList()
                        + ": " + value.restriction(asked) + ".");
    }
}
