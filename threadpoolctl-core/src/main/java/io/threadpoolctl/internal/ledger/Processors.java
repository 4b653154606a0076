package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Amount;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;

/**
 * The processors that {@code auto} and {@code share} divide: those of the JVM, which may change while it runs, or fewer
 * where somebody says so. The number is read now and then and kept, since asking the JVM in a container takes microseconds.
 */
final class Processors {

    private final IntSupplier ofTheJvm;
    private final List<Said> said = new CopyOnWriteArrayList<>();
    private volatile int now;

    Processors(IntSupplier ofTheJvm) {
        this.ofTheJvm = ofTheJvm;
        refresh();
    }

    /** The number that holds at present, at least 1. */
    int now() {
        return now;
    }

    /**
     * Asks again.
     *
     * @return whether the number is another one than before
     */
    boolean refresh() {
        int before = now;
        int smallest = said.stream().mapToInt(Said::number).min().orElseGet(ofTheJvm);
        now = Math.max(1, smallest);
        return now != before;
    }

    /** Says by hand what there is; of several the smallest counts, until it is {@linkplain #takeBack taken back}. */
    Said say(int number) {
        Said request = new Said(number);
        said.add(request);
        return request;
    }

    void takeBack(Said request) {
        said.removeIf(each -> each == request);
    }

    /** The number of an amount; for a share that of somebody who shares with nobody. */
    int of(Amount amount) {
        return amount.kind() == Amount.Kind.FIXED ? amount.threads() : now;
    }

    /** A fair part for each of so many. */
    int part(int shares) {
        return Math.max(1, now / Math.max(1, shares));
    }

    /** A number that somebody gave; equal to nothing but itself. */
    static final class Said {

        private final int number;

        private Said(int number) {
            this.number = number;
        }

        private int number() {
            return number;
        }
    }
}
