package io.threadpoolctl.internal.binding;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.nio.Buffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Calls of functions with any number of {@code int} and 64-bit arguments, one of these objects for each signature. */
@SuppressWarnings("restricted") // native access is what it is for
final class ForeignCall {

    private static final Map<String, ForeignCall> KNOWN = new ConcurrentHashMap<>();

    private final String signature;
    private final MethodHandle handle;

    private ForeignCall(String signature) {
        this.signature = signature;
        MemoryLayout[] layouts = signature
                .chars()
                .mapToObj(kind -> kind == 'I' ? ValueLayout.JAVA_INT : ValueLayout.JAVA_LONG)
                .toArray(MemoryLayout[]::new);
        this.handle = Linker.nativeLinker()
                .downcallHandle(FunctionDescriptor.of(ValueLayout.JAVA_LONG, layouts))
                .asSpreader(1, Object[].class, layouts.length);
    }

    static ForeignCall of(Object[] arguments) {
        StringBuilder signature = new StringBuilder(arguments.length);
        for (Object argument : arguments) {
            signature.append(kind(argument));
        }
        return KNOWN.computeIfAbsent(signature.toString(), ForeignCall::new);
    }

    /** Whether this is the one for these arguments. */
    boolean fits(Object[] arguments) {
        if (arguments.length != signature.length()) {
            return false;
        }
        for (int i = 0; i < arguments.length; i++) {
            if (signature.charAt(i) != kind(arguments[i])) {
                return false;
            }
        }
        return true;
    }

    long on(MemorySegment code, Object[] arguments) {
        try (Texts texts = new Texts()) {
            Object[] words = new Object[arguments.length];
            for (int i = 0; i < words.length; i++) {
                words[i] = word(arguments[i], texts);
            }
            return (long) handle.invokeExact(code, words);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("A native function cannot throw, but this one did.", e);
        } finally {
            Reference.reachabilityFence(arguments);
        }
    }

    private static char kind(Object argument) {
        return argument instanceof Integer ? 'I' : 'J';
    }

    private static Object word(Object argument, Texts texts) {
        if (argument instanceof String text) {
            return texts.add(text);
        }
        if (argument instanceof Buffer buffer) {
            return MemorySegment.ofBuffer(buffer).address();
        }
        return argument;
    }

    /** The texts among the arguments, in memory; most calls have none. */
    private static final class Texts implements AutoCloseable {

        private @Nullable Arena arena;

        long add(String text) {
            if (arena == null) {
                arena = Arena.ofConfined();
            }
            return arena.allocateFrom(text).address();
        }

        @Override
        public void close() {
            if (arena != null) {
                arena.close();
            }
        }
    }
}
