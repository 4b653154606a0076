package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Amount;
import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Reach;
import io.threadpoolctl.Warning;
import io.threadpoolctl.internal.product.PooledLibrary;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a person should know about libraries that have appeared. */
final class Advice {

    private final Warnings warnings;
    private final Processors processors;

    Advice(Warnings warnings, Processors processors) {
        this.warnings = warnings;
        this.processors = processors;
    }

    /** Values that belong to threads are not asked here: this may run inside a limited call. */
    void about(List<PooledLibrary> appeared, NativeValues values, Limits ofTheProcess) {
        for (PooledLibrary library : appeared) {
            warnIfNotLimitable(library);
        }
        aboutWidth(
                appeared.stream()
                        .filter(library -> library.control().reach() != Reach.THREAD)
                        .map(PooledLibrary::info)
                        .toList(),
                ofTheProcess);
        warnIfRuntimesConflict(values);
    }

    /** @param libraries as a thread sees them that has set nothing */
    void aboutWidth(List<LibraryInfo> libraries, Limits ofTheProcess) {
        for (LibraryInfo library : libraries) {
            warnIfTooWide(library, ofTheProcess);
        }
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

    /** A limit of the process that does not hold is told by the value that it is about. */
    private void warnIfTooWide(LibraryInfo info, Limits ofTheProcess) {
        Integer threads = info.numThreads();
        int available = processors.now();
        if (threads == null || threads <= available) {
            return;
        }
        Object asked = askedOf(info, ofTheProcess);
        if (asked == null || (asked instanceof Integer number && number >= threads)) {
            warnings.add(
                    Warning.Kind.OVERSUBSCRIBED,
                    info.filepath(),
                    info.prefix() + ": " + threads + " threads on " + available + " available processors"
                            + remedy(info, asked) + " (" + info.filepath() + ").");
        }
    }

    private static String remedy(LibraryInfo library, @Nullable Object asked) {
        return asked == null
                ? "; set threadpoolctl.process." + library.userApi() + " or limit the code that calls it"
                : ", since the process is limited to " + asked + "; \"auto\" is as many as there are processors";
    }

    private static @Nullable Object askedOf(LibraryInfo library, Limits limits) {
        return Stream.of(
                        library.filepath(),
                        library.prefix(),
                        library.internalApi(),
                        library.userApi().name(),
                        Limits.EVERY)
                .map(limits.amounts()::get)
                .filter(Objects::nonNull)
                .map(Amount::asObject)
                .findFirst()
                .orElse(null);
    }

    private void warnIfRuntimesConflict(NativeValues values) {
        String conflict = PooledLibrary.conflictAmong(values.libraries().toList());
        if (conflict != null) {
            warnings.add(Warning.Kind.CONFLICTING_RUNTIMES, null, conflict);
        }
    }
}
