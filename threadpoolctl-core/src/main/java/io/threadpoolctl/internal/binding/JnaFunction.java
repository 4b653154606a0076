package io.threadpoolctl.internal.binding;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import io.threadpoolctl.spi.NativeFunction;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A function called through JNA in JNA's ordinary way. */
final class JnaFunction implements NativeFunction {

    private static final String UTF_8 = "UTF-8";
    private static final Object[] NO_ARGUMENTS = {};

    private final long address;
    private final Function function;

    JnaFunction(long address) {
        this.address = address;
        this.function = Function.getFunction(new Pointer(address), Function.C_CONVENTION, UTF_8);
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public IntSupplier asIntSupplier() {
        return () -> function.invokeInt(NO_ARGUMENTS);
    }

    @Override
    public LongSupplier asLongSupplier() {
        return () -> function.invokeLong(NO_ARGUMENTS);
    }

    @Override
    public IntConsumer asIntConsumer() {
        return value -> function.invokeVoid(new Object[] {value});
    }

    @Override
    public LongConsumer asLongConsumer() {
        return value -> function.invokeVoid(new Object[] {value});
    }

    @Override
    public IntUnaryOperator asIntUnaryOperator() {
        return value -> function.invokeInt(new Object[] {value});
    }

    @Override
    public Supplier<@Nullable String> asStringSupplier() {
        return () -> text(function.invokeLong(NO_ARGUMENTS));
    }

    @Override
    public IntFunction<@Nullable String> asIntToString() {
        return value -> text(function.invokeLong(new Object[] {value}));
    }

    @Override
    public long call(Object... arguments) {
        return function.invokeLong(arguments);
    }

    static @Nullable String text(long address) {
        return address == 0 ? null : new Pointer(address).getString(0, UTF_8);
    }
}
