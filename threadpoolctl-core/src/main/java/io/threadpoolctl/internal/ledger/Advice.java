package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Amount;
import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Warning;
import io.threadpoolctl.internal.product.PooledLibrary;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a person should know about libraries that have appeared. */
final class Advice {

    private final Warnings warnings;

    Advice(Warnings warnings) {
        this.warnings = warnings;
    }

    /**
     * @param lines with what has appeared
     * @param processLimits what the process is limited to outside scopes
     */
    void about(List<PooledLibrary> appeared, Lines lines, Limits processLimits) {
        for (PooledLibrary library : appeared) {
            warnIfNotLimitable(library);
            warnIfTooWide(library, processLimits);
        }
        warnIfRuntimesConflict(lines);
    }

    private void warnIfNotLimitable(PooledLibrary library) {
        String obstacle = library.control().obstacle();
        if (obstacle != null) {
            warnings.add(
                    Warning.Kind.NOT_LIMITABLE,
                    library.filepath(),
                    library.filepath() + " cannot be limited from outside: " + obstacle + ".");
        }
    }

    private void warnIfTooWide(PooledLibrary library, Limits processLimits) {
        LibraryInfo info = PooledLibrary.seenByFreshThread(List.of(library)).get(0);
        Integer threads = info.numThreads();
        int available = Runtime.getRuntime().availableProcessors();
        if (threads != null && threads > available) {
            warnings.add(
                    Warning.Kind.OVERSUBSCRIBED,
                    info.filepath(),
                    info.prefix() + ": " + threads + " threads on " + available + " available processors"
                            + remedy(library, threads, processLimits) + " (" + info.filepath() + ").");
        }
    }

    private static String remedy(PooledLibrary library, int threads, Limits processLimits) {
        Object asked = askedOf(library, processLimits);
        if (asked == null) {
            return "; set threadpoolctl.process." + library.userApi() + " or limit the code that calls it";
        }
        if (asked instanceof Integer number && number >= threads) {
            return ", since the process is limited to " + asked + "; \"auto\" is as many as there are processors";
        }
        return ", although the process is limited to " + asked
                + ". A number that belongs to threads reaches none that was"
                + " there before: start the process with the variable that the library reads in its environment, such as"
                + " OMP_NUM_THREADS, or limit the code that calls it";
    }

    private static @Nullable Object askedOf(PooledLibrary library, Limits limits) {
        return Stream.concat(library.keys().stream(), Stream.of(Limits.EVERY))
                .map(limits.amounts()::get)
                .filter(Objects::nonNull)
                .map(Amount::asObject)
                .findFirst()
                .orElse(null);
    }

    private void warnIfRuntimesConflict(Lines lines) {
        List<PooledLibrary> llvm = withPrefix(lines, "libomp");
        List<PooledLibrary> intel = withPrefix(lines, "libiomp");
        if (!llvm.isEmpty() && !intel.isEmpty()) {
            warnings.add(
                    Warning.Kind.CONFLICTING_RUNTIMES,
                    null,
                    "LLVM's OpenMP runtime (" + llvm.get(0).filepath() + ") and Intel's ("
                            + intel.get(0).filepath() + ") are loaded together, which may end or block the process."
                            + " Have all code use one of them.");
        }
    }

    private static List<PooledLibrary> withPrefix(Lines lines, String prefix) {
        return lines.libraries()
                .filter(library -> library.prefix().equals(prefix))
                .toList();
    }
}
