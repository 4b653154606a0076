package io.threadpoolctl;

import org.jspecify.annotations.Nullable;

/** Native code cannot be reached from this process; the message says why and what to do about it. */
public final class NativeAccessException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NativeAccessException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
