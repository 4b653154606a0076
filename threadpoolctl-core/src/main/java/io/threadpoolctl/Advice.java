package io.threadpoolctl;

import io.threadpoolctl.library.LibraryInfo;
import io.threadpoolctl.library.PooledLibrary;
import java.util.List;

/** What a person should know about libraries that have appeared. */
final class Advice {

    private final Warnings warnings;

    Advice(Warnings warnings) {
        this.warnings = warnings;
    }

    /** @param lines with what has appeared */
    void about(List<PooledLibrary> appeared, Lines lines) {
        for (PooledLibrary library : appeared) {
            warnIfNotLimitable(library);
            warnIfTooWide(library);
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

    private void warnIfTooWide(PooledLibrary library) {
        LibraryInfo info = PooledLibrary.seenByFreshThread(List.of(library)).get(0);
        Integer threads = info.numThreads();
        int available = Runtime.getRuntime().availableProcessors();
        if (threads != null && threads > available) {
            warnings.add(
                    Warning.Kind.OVERSUBSCRIBED,
                    info.filepath(),
                    info.prefix() + ": " + threads + " threads on " + available + " available processors; set"
                            + " threadpoolctl.process." + info.userApi() + " or limit the code that calls it ("
                            + info.filepath() + ").");
        }
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
