package io.threadpoolctl;

import io.threadpoolctl.library.PooledLibrary;
import java.util.List;
import java.util.stream.Stream;

/** All lines of the ledger at one moment, in the order in which their libraries were found. Immutable. */
final class Lines {

    static final Lines EMPTY = new Lines(List.of());

    private final List<Line> all;

    Lines(List<Line> all) {
        this.all = all;
    }

    List<Line> all() {
        return all;
    }

    int size() {
        return all.size();
    }

    Stream<PooledLibrary> libraries() {
        return all.stream().flatMap(line -> line.libraries().stream());
    }
}
