package io.threadpoolctl.concurrent;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What to tell whom before a result becomes ready. A callback that fails is reported and harms nobody. */
record Callbacks<T extends @Nullable Object>(
        @Nullable Consumer<? super T> onSuccess, @Nullable Consumer<? super Throwable> onFailure) {

    static <T extends @Nullable Object> Callbacks<T> none() {
        return new Callbacks<>(null, null);
    }

    void succeeded(T value, Limited limited) {
        tell(onSuccess, value, limited);
    }

    void failed(Throwable failure, Limited limited) {
        tell(onFailure, failure, limited);
    }

    private static <V extends @Nullable Object> void tell(
            @Nullable Consumer<? super V> callback, V value, Limited limited) {
        if (callback == null) {
            return;
        }
        try {
            limited.run(() -> callback.accept(value));
        } catch (Throwable failure) {
            Uncaught.report(failure);
        }
    }
}
