package io.threadpoolctl;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something a person should know about the pools of this process.
 *
 * @param kind what it is about
 * @param library the file path of the library it is about, {@code null} if it is not about one
 * @param message a sentence that says what is the matter and what to do
 */
public record Warning(Kind kind, @Nullable String library, String message) {

    /** Kinds of warnings. */
    public enum Kind {
        /** Native code cannot be reached, or the operating system is not supported: nothing is limited. */
        NO_NATIVE_ACCESS,
        /** A library or a family could not be examined, and is left alone. */
        NOT_EXAMINED,
        /** A library can never be limited from outside. */
        NOT_LIMITABLE,
        /** Two OpenMP runtimes that do not go together are loaded. */
        CONFLICTING_RUNTIMES,
        /** A library uses more threads than it was limited to, or cannot be limited at present. */
        NOT_HONOURED,
        /** A limit of the process does not hold for threads that nobody has limited. */
        NOT_FOR_ALL_THREADS,
        /** The idle threads of a library were to sleep, and spin. */
        SPINS,
        /** A library can be set to certain numbers only, so a limit was rounded down. */
        ROUNDED_DOWN,
        /** A library has more threads than there are processors for this process. */
        OVERSUBSCRIBED,
        /** A library cannot be limited from where it was tried: a virtual thread. */
        VIRTUAL_THREAD,
        /** A scope was closed by another thread than the one that opened it. */
        CLOSED_ELSEWHERE,
        /** A scope was not closed by the code that opened it. */
        NEVER_CLOSED,
        /** Somebody else set a library's thread count while scopes were open. */
        CHANGED_BY_OTHERS,
        /** A library's setter failed. */
        SETTER_FAILED,
        /** All carriers of virtual threads are held by limited calls that wait. */
        CARRIERS_HELD,
        /** Another version of this project is in the JVM, and the two cannot agree. */
        OTHER_COPY
    }

    /** Nothing but the library may be {@code null}. */
    public Warning {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(message, "message");
    }

    @Override
    public String toString() {
        return message;
    }
}
