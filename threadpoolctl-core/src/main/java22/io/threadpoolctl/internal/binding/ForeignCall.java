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
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Calls of functions with any number of {@code int} and 64-bit arguments, one of these objects for each signature. */
@SuppressWarnings("restricted") // native access is what it is for
final class ForeignCall {

    private static final Map<String, ForeignCall> KNOWN = new ConcurrentHashMap<>();

    private final MethodHandle handle;

    private ForeignCall(String signature) {
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
            signature.append(argument instanceof Integer ? 'I' : 'J');
        }
        return KNOWN.computeIfAbsent(signature.toString(), ForeignCall::new);
    }

    long on(MemorySegment code, Object[] arguments) {
        try (Arena texts = Arena.ofConfined()) {
            Object[] words = Arrays.stream(arguments)
                    .map(argument -> word(argument, texts))
                    .toArray();
            return (long) handle.invokeExact(code, words);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("A native function cannot throw, but this one did.", e);
        } finally {
            Reference.reachabilityFence(arguments);
        }
    }

    private static Object word(Object argument, Arena texts) {
        if (argument instanceof String text) {
            return texts.allocateFrom(text).address();
        }
        if (argument instanceof Buffer buffer) {
            return MemorySegment.ofBuffer(buffer).address();
        }
        return argument;
    }
}
