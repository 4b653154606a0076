package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.internal.product.PooledLibrary;
import java.util.List;
import java.util.stream.Stream;

/** All lines of the ledger at one moment, in the order in which their libraries were found. Immutable. */
public final class Lines {

    public static final Lines EMPTY = new Lines(List.of());

    private final List<Line> all;

    public Lines(List<Line> all) {
        this.all = all;
    }

    public List<Line> all() {
        return all;
    }

    public int size() {
        return all.size();
    }

    /** The libraries whose limits a line obeys: its own, and those that act through one of them. */
    public List<PooledLibrary> obeyedBy(Line line) {
        List<PooledLibrary> own = line.libraries();
        return libraries()
                .filter(library -> own.contains(library)
                        ? !library.isLimitedElsewhere()
                        : own.stream().anyMatch(library::actsThrough))
                .toList();
    }

    /** The line that limits a library: its own, unless it acts through a library of another. */
    public Line limiting(PooledLibrary library, Line own) {
        return all.stream()
                .filter(line -> line.libraries().stream().anyMatch(library::actsThrough))
                .findFirst()
                .orElse(own);
    }

    public Stream<PooledLibrary> libraries() {
        return all.stream().flatMap(line -> line.libraries().stream());
    }
}
