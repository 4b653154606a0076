package io.threadpoolctl.internal.ledger;

/** A second failure on the way out of a first one, which is the one that is thrown. */
final class Suppressed {

    private Suppressed() {}

    /** Remembers the second in the first where that is possible: a JVM without memory throws the same error twice. */
    static void add(Throwable first, Throwable second) {
        if (first != second) {
            try {
                first.addSuppressed(second);
            } catch (VirtualMachineError e) {
                // no room to remember it
            }
        }
    }
}
