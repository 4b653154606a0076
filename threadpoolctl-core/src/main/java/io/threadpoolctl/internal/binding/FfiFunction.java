package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.NativeFunction;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A function called through JNA's libffi. */
final class FfiFunction implements NativeFunction {

    private static final FfiShape INT = new FfiShape(FfiShape.INT);
    private static final FfiShape LONG = new FfiShape(FfiShape.LONG);
    private static final FfiShape VOID_OF_INT = new FfiShape(FfiShape.VOID, FfiShape.INT);
    private static final FfiShape VOID_OF_LONG = new FfiShape(FfiShape.VOID, FfiShape.LONG);
    private static final FfiShape INT_OF_INT = new FfiShape(FfiShape.INT, FfiShape.INT);
    private static final FfiShape LONG_OF_INT = new FfiShape(FfiShape.LONG, FfiShape.INT);

    /** By the number of arguments: on x86-64 an {@code int} may be passed as a 64-bit number. */
    private static final FfiShape[] LONG_OF_LONGS = IntStream.rangeClosed(0, FfiShape.MOST_ARGUMENTS)
            .mapToObj(count -> Collections.nCopies(count, FfiShape.LONG).toArray(FfiShape.Type[]::new))
            .map(arguments -> new FfiShape(FfiShape.LONG, arguments))
            .toArray(FfiShape[]::new);

    private final long address;

    FfiFunction(long address) {
        this.address = address;
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public IntSupplier asIntSupplier() {
        return () -> (int) INT.call(address, 0);
    }

    @Override
    public LongSupplier asLongSupplier() {
        return () -> LONG.call(address, 0);
    }

    @Override
    public IntConsumer asIntConsumer() {
        return value -> VOID_OF_INT.call(address, value);
    }

    @Override
    public LongConsumer asLongConsumer() {
        return value -> VOID_OF_LONG.call(address, value);
    }

    @Override
    public IntUnaryOperator asIntUnaryOperator() {
        return value -> (int) INT_OF_INT.call(address, value);
    }

    @Override
    public Supplier<@Nullable String> asStringSupplier() {
        return () -> JnaFunction.text(LONG.call(address, 0));
    }

    @Override
    public IntFunction<@Nullable String> asIntToString() {
        return value -> JnaFunction.text(LONG_OF_INT.call(address, value));
    }

    @Override
    public long call(Object... arguments) {
        if (arguments.length > FfiShape.MOST_ARGUMENTS) {
            return new JnaFunction(address).call(arguments);
        }
        long[] words = new long[arguments.length];
        ByteBuffer[] memory = new ByteBuffer[arguments.length];
        for (int i = 0; i < words.length; i++) {
            if (arguments[i] instanceof Number number) {
                words[i] = number.longValue();
            } else {
                memory[i] = arguments[i] instanceof String text ? bytes(text) : (ByteBuffer) arguments[i];
                words[i] = FfiShape.address(memory[i]);
            }
        }
        try {
            return LONG_OF_LONGS[words.length].call(address, words);
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    private static ByteBuffer bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocateDirect(bytes.length + 1).put(0, bytes);
    }
}
