package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Limits applied to the native values that exist: for each value they meet, the amount to ask for. Immutable; it goes stale
 * when other {@link NativeValues} are published, and is then {@linkplain Selection#resolve resolved} anew.
 */
final class ResolvedLimits {

    final Selection selection;
    final Limits limits;
    final NativeValues basis;
    final NativeValue[] values;
    final int[] amounts;
    final boolean reachesThread;
    private final int[] amountByIndex;

    /** How many more scopes should note where they are opened. Races are harmless: a few more or less. */
    int placesWanted = ForgottenScopes.PLACES_OF_EACH_LIMIT;

    ResolvedLimits(Selection selection, Limits limits, NativeValues basis, NativeValue[] values, int[] amounts) {
        this.selection = selection;
        this.limits = limits;
        this.basis = basis;
        this.values = values;
        this.amounts = amounts;
        this.amountByIndex = new int[basis.indexes()];
        boolean thread = false;
        for (int i = 0; i < values.length; i++) {
            amountByIndex[values[i].index] = amounts[i];
            thread |= values[i].belongsToThread();
        }
        this.reachesThread = thread;
    }

    /** The amount for a value, {@link NativeValue#NONE} if these limits do not meet it. */
    int amountFor(NativeValue value) {
        return value.index < amountByIndex.length ? amountByIndex[value.index] : NativeValue.NONE;
    }

    /** The first value that belongs to the thread, to be named in messages. */
    @Nullable
    NativeValue firstThreadValue() {
        for (NativeValue value : values) {
            if (value.belongsToThread()) {
                return value;
            }
        }
        return null;
    }
}
