package io.threadpoolctl.internal.product;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads per-thread values where nobody has changed them: on a thread that was just born. */
final class FreshThread {

    private FreshThread() {}

    /**
     * What the getter gives there; what it throws is thrown here.
     *
     * @return {@code null} if no thread can be had, as where the number of processes is bounded, or could be waited for: who
     *     was called by a family of the user's may hold a lock that this family needs on any other thread
     */
    static <T> @Nullable T read(Supplier<T> getter) {
        if (FamilyCalls.isInside()) {
            return null;
        }
        Reading<T> reading = new Reading<>(getter);
        Thread thread = new Thread(reading, "threadpoolctl-fresh-thread");
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError noThread) {
            return null;
        }
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return reading.value();
    }

    private static final class Reading<T> implements Runnable {

        private final Supplier<T> getter;
        private @Nullable T value;
        private @Nullable RuntimeException exception;
        private @Nullable Error error;

        Reading(Supplier<T> getter) {
            this.getter = getter;
        }

        @Override
        public void run() {
            try {
                value = getter.get();
            } catch (RuntimeException e) {
                exception = e;
            } catch (Error e) {
                error = e;
            }
        }

        @Nullable
        T value() {
            if (exception != null) {
                throw exception;
            }
            if (error != null) {
                throw error;
            }
            return value;
        }
    }
}
