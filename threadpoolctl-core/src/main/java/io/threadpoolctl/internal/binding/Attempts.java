package io.threadpoolctl.internal.binding;

import io.threadpoolctl.NativeAccessException;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The ways into native code that were tried in vain, and the sentence about them. */
final class Attempts {

    private final StringBuilder ways = new StringBuilder();
    private final StringBuilder reasons = new StringBuilder();
    private @Nullable Throwable last;

    /**
     * Tries a way.
     *
     * @return {@code null} if it cannot be gone, whatever it has thrown
     * @throws NativeAccessException if there is no use in trying another
     * @throws VirtualMachineError if the stack or the memory is too small at the moment, which says nothing about the way
     */
    @Nullable
    Linker tryOut(String way, Callable<Linker> maker) {
        try {
            Linker linker = maker.call();
            LinkerTrial.require(linker);
            return linker;
        } catch (Throwable e) {
            Throwable reason = reason(e);
            if (reason instanceof VirtualMachineError forTheMoment) {
                throw forTheMoment;
            }
            if (reason instanceof NativeAccessException told) {
                throw told;
            }
            ways.append(last == null ? " through " : " or ").append(way);
            reasons.append(last == null ? "" : "; ").append(onOneLine(reason));
            last = e;
            return null;
        }
    }

    /** @param remedy a sentence */
    NativeAccessException inVain(String remedy) {
        return new NativeAccessException(
                "threadpoolctl cannot reach native code" + ways
                        + ", so no native library is seen and no limit is applied: " + reasons + ". " + remedy,
                last);
    }

    private static Throwable reason(Throwable thrown) {
        Throwable reason = thrown;
        while ((reason instanceof ExceptionInInitializerError || reason instanceof InvocationTargetException)
                && reason.getCause() != null) {
            reason = reason.getCause();
        }
        return reason;
    }

    /** JNA speaks in paragraphs. */
    private static String onOneLine(Throwable reason) {
        return reason.toString().strip().replaceAll("\\s+", " ").replaceFirst("[.:]$", "");
    }
}
