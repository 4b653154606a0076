package io.threadpoolctl.internal.product;

import io.threadpoolctl.internal.binding.NativeProcess;
import org.jspecify.annotations.Nullable;

/**
 * What numbers mean to MKL while it makes its threads with TBB (2020.4): a thread whose own number is 1 computes alone, and
 * any other number, a thread's or the common one, is told by MKL's getter and disregarded; then it is as wide as TBB.
 *
 * <p>MKL takes the TBB that is visible to the whole process.
 */
final class MklTbb {

    static final String RESTRICTION =
            "MKL on TBB disregards numbers above 1, so it is limited to 1 or, through \"tbb\","
                    + " together with all that uses TBB";

    private volatile @Nullable TbbFunctions functions;

    /** The most threads that a call uses; {@code null} if that cannot be found out. */
    @Nullable
    Integer threads(int told) {
        return told == 1 ? Integer.valueOf(1) : width();
    }

    int admissible(int threads) {
        Integer width = width();
        return width != null && threads >= width ? threads : 1;
    }

    private @Nullable Integer width() {
        TbbFunctions known = functions;
        if (known == null) {
            known = TbbFunctions.of(name -> NativeProcess.current().visibleToAll(name));
            functions = known;
        }
        return known == null ? null : Integer.valueOf(known.active());
    }
}
