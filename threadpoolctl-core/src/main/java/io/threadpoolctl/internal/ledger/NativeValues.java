package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.internal.product.PooledLibrary;
import java.util.List;
import java.util.stream.Stream;

/**
 * All native values at one moment, in the order in which their libraries were found. Immutable. Limits that were resolved
 * for these are valid as long as they are the ledger's, so others are published whenever limits have to be resolved anew.
 */
final class NativeValues {

    static final NativeValues NONE = new NativeValues(List.of());

    private final List<NativeValue> all;
    private final int indexes;

    /** The few that may act through others. */
    private final List<PooledLibrary> wrappers;

    NativeValues(List<NativeValue> all) {
        this.all = List.copyOf(all);
        this.indexes = all.stream().mapToInt(value -> value.index + 1).max().orElse(0);
        this.wrappers = libraries().filter(PooledLibrary::mayActThroughOthers).toList();
    }

    List<NativeValue> all() {
        return all;
    }

    /** All indexes are below this. Some below it may be nobody's: of a value that is gone, none takes the place. */
    int indexes() {
        return indexes;
    }

    boolean contains(NativeValue value) {
        return all.contains(value);
    }

    /** The libraries whose limits a value obeys: its own, and those that act through one of them. */
    List<PooledLibrary> obeyedBy(NativeValue value) {
        List<PooledLibrary> own = value.libraries();
        return Stream.concat(
                        own.stream().filter(library -> !library.isLimitedElsewhere()),
                        wrappers.stream()
                                .filter(library ->
                                        !own.contains(library) && own.stream().anyMatch(library::actsThrough)))
                .toList();
    }

    /** The value that limits a library: its own, unless it acts through a library of another. */
    NativeValue limiting(PooledLibrary library, NativeValue own) {
        if (!library.mayActThroughOthers()) {
            return own;
        }
        return all.stream()
                .filter(value -> value.libraries().stream().anyMatch(library::actsThrough))
                .findFirst()
                .orElse(own);
    }

    Stream<PooledLibrary> libraries() {
        return all.stream().flatMap(value -> value.libraries().stream());
    }
}
