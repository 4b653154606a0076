package io.threadpoolctl.workloads;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.OptionalInt;

/**
 * How many threads the pools have outside limits. Most libraries read an environment variable, which is set where this JVM is
 * started; the others are told.
 *
 * @param threads empty where each library decides itself
 */
record Pool(OptionalInt threads) {

    /** @param argument {@code found}, or a number of threads */
    static Pool of(String argument) {
        return new Pool(argument.equals("found") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(argument)));
    }

    /** For OpenBLAS, which makes no more threads than there are processors, whatever its variable says. */
    void setBlas() {
        threads.ifPresent(number -> Threadpools.ofProcess().limitProcess(Limits.blas(number)));
    }

    @Override
    public String toString() {
        return threads.isEmpty() ? "as found" : "of " + threads.getAsInt();
    }
}
