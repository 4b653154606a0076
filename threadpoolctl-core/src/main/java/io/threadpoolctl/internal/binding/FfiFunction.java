package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.NativeFunction;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A function called through JNA's libffi. */
final class FfiFunction implements NativeFunction {

    private final long address;
    private final FfiShapes shapes;

    FfiFunction(long address, FfiShapes shapes) {
        this.address = address;
        this.shapes = shapes;
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public IntSupplier asIntSupplier() {
        FfiShape shape = shapes.toInt;
        return () -> (int) shape.call(address);
    }

    @Override
    public LongSupplier asLongSupplier() {
        FfiShape shape = shapes.toLong;
        return () -> shape.call(address);
    }

    @Override
    public IntConsumer asIntConsumer() {
        FfiShape shape = shapes.ofInt;
        return value -> shape.call(address, value);
    }

    @Override
    public LongConsumer asLongConsumer() {
        FfiShape shape = shapes.ofLong;
        return value -> shape.call(address, value);
    }

    @Override
    public IntUnaryOperator asIntUnaryOperator() {
        FfiShape shape = shapes.intToInt;
        return value -> (int) shape.call(address, value);
    }

    @Override
    public Supplier<@Nullable String> asStringSupplier() {
        FfiShape shape = shapes.toLong;
        return () -> JnaFunction.text(shape.call(address));
    }

    @Override
    public IntFunction<@Nullable String> asIntToString() {
        FfiShape shape = shapes.intToLong;
        return value -> JnaFunction.text(shape.call(address, value));
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
                words[i] = FfiCells.address(memory[i]);
            }
        }
        try {
            return shapes.longsToLong[words.length].call(address, words);
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    private static ByteBuffer bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocateDirect(bytes.length + 1).put(0, bytes);
    }
}
