package io.threadpoolctl.workloads;

/** A call that computed nothing must not be counted. */
final class Checks {

    private Checks() {}

    static void length(int expected, int actual) {
        if (actual != expected) {
            throw new IllegalStateException("The library gave " + actual + " results instead of " + expected + ".");
        }
    }

    static void lapack(int info) {
        if (info != 0) {
            throw new IllegalStateException("LAPACK failed with " + info + ".");
        }
    }
}
