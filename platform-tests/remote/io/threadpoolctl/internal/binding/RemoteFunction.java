package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.NativeFunction;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A function of the helper process. On x86-64 a number of 32 bits may be passed as one of 64. */
record RemoteFunction(long address) implements NativeFunction {

    @Override
    public IntSupplier asIntSupplier() {
        return () -> (int) call();
    }

    @Override
    public LongSupplier asLongSupplier() {
        return this::call;
    }

    @Override
    public IntConsumer asIntConsumer() {
        return this::call;
    }

    @Override
    public LongConsumer asLongConsumer() {
        return this::call;
    }

    @Override
    public IntUnaryOperator asIntUnaryOperator() {
        return value -> (int) call(value);
    }

    @Override
    public Supplier<String> asStringSupplier() {
        return () -> RemoteProcess.string(call());
    }

    @Override
    public IntFunction<String> asIntToString() {
        return value -> RemoteProcess.string(call(value));
    }

    @Override
    public long call(Object... arguments) {
        return RemoteProcess.call(address, arguments);
    }
}
