package io.threadpoolctl.concurrent;

/** Throws a task's own exception in the caller, checked or not, as it was thrown. */
final class Sneaky {
    private Sneaky() {}

    /** Never returns; the return type lets callers write {@code throw Sneaky.rethrow(...)}. */
    @SuppressWarnings("unchecked")
    static <E extends Throwable> RuntimeException rethrow(Throwable failure) throws E {
        throw (E) failure;
    }
}
