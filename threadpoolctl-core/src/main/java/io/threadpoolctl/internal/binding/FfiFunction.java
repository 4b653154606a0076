package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.NativeFunction;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A function called through JNA's libffi, in the usual shapes; in others through JNA itself. */
final class FfiFunction implements NativeFunction {

    private static final FfiShape INT = new FfiShape(FfiShape.INT);
    private static final FfiShape LONG = new FfiShape(FfiShape.LONG);
    private static final FfiShape VOID_OF_INT = new FfiShape(FfiShape.VOID, FfiShape.INT);
    private static final FfiShape VOID_OF_LONG = new FfiShape(FfiShape.VOID, FfiShape.LONG);
    private static final FfiShape INT_OF_INT = new FfiShape(FfiShape.INT, FfiShape.INT);
    private static final FfiShape LONG_OF_INT = new FfiShape(FfiShape.LONG, FfiShape.INT);

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
        return new JnaFunction(address).call(arguments);
    }
}
