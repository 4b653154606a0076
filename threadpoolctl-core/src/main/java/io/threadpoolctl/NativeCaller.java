package io.threadpoolctl;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Java method whose calls were seen in native code.
 *
 * @param method the first one that is not of a binding's, such as {@code com.example.Solver.solve}
 * @param binding what it calls native code through, such as {@code JNA}; {@code JNI} where it does so itself
 * @param samples how often it was seen
 * @param threadsAtOnce how many threads were seen in it at once at most
 * @param limitedSamples how often its thread was under limits
 * @param stack the methods of the application that lead there, the innermost first
 * @param remedy the annotation to write, and where; {@code null} if it was always under limits, or cannot be limited
 */
public record NativeCaller(
        String method,
        String binding,
        long samples,
        int threadsAtOnce,
        long limitedSamples,
        List<String> stack,
        @Nullable String remedy) {

    /** Copies the stack. */
    public NativeCaller {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(binding, "binding");
        stack = List.copyOf(stack);
    }
}
