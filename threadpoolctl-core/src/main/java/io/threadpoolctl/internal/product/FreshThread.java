package io.threadpoolctl.internal.product;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads per-thread values where nobody has changed them: on a thread that was just born. */
final class FreshThread {

    private FreshThread() {}

    static <T> T read(Supplier<T> getter) {
        Reading<T> reading = new Reading<>(getter);
        Thread thread = new Thread(reading, "threadpoolctl-fresh-thread");
        thread.setDaemon(true);
        thread.start();
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
        private @Nullable RuntimeException failure;

        Reading(Supplier<T> getter) {
            this.getter = getter;
        }

        @Override
        public void run() {
            try {
                value = getter.get();
            } catch (RuntimeException e) {
                failure = e;
            }
        }

        T value() {
            if (value == null) {
                throw failure != null ? failure : new IllegalStateException("A native getter gave no value.");
            }
            return value;
        }
    }
}
